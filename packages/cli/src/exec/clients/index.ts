/** Every client that is known: one line each. */
import type { Client } from '../client.ts'
import { cargo } from './cargo.ts'
import { mix } from './mix.ts'
import { npm } from './npm.ts'
import { pip } from './pip.ts'
import { pnpm } from './pnpm.ts'
import { rebar3 } from './rebar3.ts'
import { twine } from './twine.ts'
import { uv } from './uv.ts'
import { yarn } from './yarn.ts'

export const clients: readonly Client[] = [twine, uv, pip, npm, pnpm, yarn, mix, rebar3, cargo]
