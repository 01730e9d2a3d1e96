/**
 * The schema's history, oldest first. To change the schema: a file here, a line below, the types in `schema.ts`, and
 * `npm run fixture`.
 */
import { ground } from './0001-ground.ts'
import { loggingIn } from './0002-logging-in.ts'
import { hex } from './0003-hex.ts'
import { pages } from './0004-pages.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [ground, loggingIn, hex, pages]
