/** The contract of a place that keeps credentials between runs. `@latchkey/client/testing` holds its tests. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { LeaseError } from '../single-flight/index.ts'

/** By name (`loginName`, `exchangedName`). Never changed in place. */
export type StoreState = Readonly<Record<string, Credential>>

/**
 * - `corrupt_store`: what is there cannot be read. Nobody is "logged out" by it, and nothing overwrites it.
 * - `newer_store`: a newer version of this library wrote it.
 * - `unsafe_store`, `store_in_work_tree`: where it is, others would see or change it.
 * - `store_unavailable`, `keychain_unavailable`: disk full, read-only, no answer.
 * - `busy`: another process is changing it and did not come to an end.
 * - `lease_lost`: this process was held up for so long that another took over; nothing was written.
 */
export type StoreError = AuthError<
  | 'corrupt_store'
  | 'newer_store'
  | 'unsafe_store'
  | 'store_in_work_tree'
  | 'store_unavailable'
  | 'keychain_unavailable'
  | 'lease_lost'
  | LeaseError['code']
>

export interface Store {
  /** What it is and where, for people: `the file /home/ada/.config/latchkey/credentials.json`. */
  readonly description: string
  /** What is kept, empty where nothing was ever written. Waits for nobody. */
  read(): Promise<StoreState | StoreError>
  /**
   * One change, whole or not at all, seen by every process from then on. `update` is called with what is kept at that
   * moment, once, while no other process can write; it must not wait. What it refuses, is not written.
   */
  change<E extends AuthError = never>(
    update: (state: StoreState) => StoreState | E,
    options?: ChangeOptions,
  ): Promise<StoreState | StoreError | E>
}

export interface ChangeOptions {
  /**
   * What becomes of something that cannot be read: `refuse` with `corrupt_store` (unless told), or `keep aside` under a
   * new name and start anew, which only a person who logs in again may want.
   */
  readonly corrupt?: 'refuse' | 'keep aside'
}

/** Something that a person ought to hear of once, though it went well: loose modes that were repaired, a keychain that is not there. */
export interface StoreNotice {
  readonly code: 'modes_repaired' | 'kept_aside' | 'store_chosen'
  readonly message: string
}
