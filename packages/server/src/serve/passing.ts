/** What is wrong with the machine and not with the program: said plainly, in place of a 500. */
import type { Refusal } from '@latchkey/tokens'
import { unavailability } from '../storage/index.ts'
import { noRoom } from '../upstreams/index.ts'

/** 503 for a database that is gone, held or read-only; 507 for a disk that is full; `undefined` for a bug. */
export function passing(error: unknown): Refusal | undefined {
  return unavailability(error) ?? noRoom(error)
}
