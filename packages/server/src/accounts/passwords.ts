/** Hashing passwords and checking them. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { RefusedForNow } from '../limits/index.ts'

declare const brand: unique symbol

/** `$argon2id$...`: what is stored of a password. Only `Passwords.hash` makes one. */
export type PasswordHash = string & { readonly [brand]: 'PasswordHash' }

export interface Passwords {
  /** Refuses a password of fewer than 8 or more than 1024 bytes, and one of the commonest. */
  hash(password: Secret): Promise<PasswordHash | Refusal<'weak_password'> | RefusedForNow<'busy'>>
  /**
   * Whether it is the password of that hash. Without a hash (nobody has that name) it costs the same and is wrong.
   * `renewed` is a hash to store instead, where the parameters have risen since.
   */
  check(
    password: Secret,
    stored: string | undefined,
  ): Promise<{ readonly right: boolean; readonly renewed?: PasswordHash } | RefusedForNow<'busy'>>
}
