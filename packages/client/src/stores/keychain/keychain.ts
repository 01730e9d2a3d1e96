/** What is asked of the keychain of an operating system: to keep one short text for this person. */
import { authError } from '../../errors.ts'
import type { StoreError } from '../store.ts'

export interface Keychain {
  /** For people: `the keychain (secret-tool)`. */
  readonly description: string
  /** Undefined where it keeps none under that name. */
  get(name: string): Promise<string | undefined | StoreError>
  /** Text in base64url: what a keychain's command takes without quoting. */
  set(name: string, text: string): Promise<undefined | StoreError>
}

/** It is not there, is locked, or asked somebody who is not there: told from one that has nothing. */
export function keychainUnavailable(description: string, why: string): StoreError {
  return authError(
    'keychain_unavailable',
    `${description} did not answer: ${why}.`,
    'Unlock it and try again, or keep credentials in a file: log in again with the store "file".',
  )
}
