/** What an override is made of, who may make one, and what is told of it. */

/** Who asks, as the host tells them apart: handed to the gate as it is, and looked at by nobody else. */
export type Caller = unknown

/** What is gated. */
export type ControlAction = 'override.set' | 'override.remove' | 'status'

/** Whether somebody may do this. Asked before anything else happens; one that throws, or is not sure, says no. */
export type IsAllowed = (
  action: ControlAction,
  registry: string,
  caller: Caller,
) => boolean | Promise<boolean>

export interface OverrideOptions {
  /** Milliseconds; until it is removed where it is left out. */
  readonly lifetime?: number
  readonly caller?: Caller
}

/** Told after it happened. An end is noticed by the next who looks. */
export interface OverrideChange {
  readonly registry: string
  readonly change: 'set' | 'removed' | 'expired'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly expiresAt?: number
}
