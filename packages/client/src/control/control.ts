/** The override and the status of a running program, over HTTP, for its own user interface. */

import type { AuthError } from '../errors.ts'
import type { Overrides } from '../override/index.ts'
import type { Status } from '../status/index.ts'

export interface ControlOptions {
  readonly overrides: Pick<Overrides, 'set' | 'remove' | 'clear'>
  readonly status: (registry: string, caller: unknown) => Promise<Status | AuthError>
  /** Who asks, from the request alone; nobody where it gives nothing. */
  readonly callerOf: (request: Request) => unknown
}

export type ControlHandler = (request: Request) => Promise<Response>
