/** Every client that can be set up. */
import type { ClientSetup } from '../client-setup.ts'
import { cargo } from './cargo.ts'
import { docker } from './docker.ts'
import { git } from './git.ts'
import { hex } from './hex.ts'
import { npm } from './npm.ts'
import { pip } from './pip.ts'
import { pnpm } from './pnpm.ts'
import { twine } from './twine.ts'
import { uv } from './uv.ts'
import { yarn } from './yarn.ts'

export const clients: readonly ClientSetup[] = [twine, pip, uv, npm, pnpm, yarn, hex, cargo, docker, git]
