/** The databases that Latchkey runs on. To add one: a folder here, a line below, the contract test (docs/add-a-store.md). */
import type { Engine } from '../store.ts'
import { postgres } from './postgres/engine.ts'
import { sqlite } from './sqlite/engine.ts'

export const engines: readonly Engine[] = [sqlite, postgres]
