/** What the rooms that talk to an authorization server are handed. */
import type { Http } from '../http/index.ts'
import type { Machine } from '../machine.ts'
import type { Registry } from '../registry/index.ts'

export interface House {
  readonly registry: Registry
  readonly http: Http
  readonly machine: Pick<Machine, 'clock' | 'random'>
}
