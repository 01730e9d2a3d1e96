/** Tokens that a running program was given in place of what it would find. */
import type { Secret } from '@latchkey/protocol'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { Status } from '../status/index.ts'

export interface Overrides {
  /** The one for exactly this origin, at the moment of asking. */
  get(origin: string): Credential | undefined
  /** Installs a token that the registry says is good; nothing changes otherwise. */
  set(origin: string, token: Secret, options?: OverrideOptions): Promise<Status | AuthError>
  remove(origin: string, caller?: unknown): Promise<boolean | AuthError>
  clear(caller?: unknown): Promise<number | AuthError>
  /** Told of every change, after it. Gives back what ends it. */
  onChange(listener: (change: OverrideChange) => void): () => void
}

export interface OverrideOptions {
  /** Milliseconds; for ever where it is left out. */
  readonly lifetime?: number
  /** Who asks: handed to the permission gate as it is. */
  readonly caller?: unknown
}

export interface OverrideChange {
  readonly registry: string
  readonly change: 'set' | 'removed' | 'expired'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly expiresAt?: number
}

/** Whether somebody may do this. Asked before anything else happens; one that throws says no. */
export type IsAllowed = (
  action: 'override.set' | 'override.remove' | 'status',
  registry: string,
  caller: unknown,
) => boolean | Promise<boolean>
