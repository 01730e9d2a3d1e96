/** What something was done with, as rows name it: a key, a login, or, with a session, neither. */
import type { Allowed } from '../access/index.ts'

export interface UsedCredentialColumns {
  readonly key_id: string | null
  readonly login_id: string | null
}

export function usedCredential({ credential }: Pick<Allowed, 'credential'>): UsedCredentialColumns {
  if (credential.kind !== 'token') return { key_id: null, login_id: null }
  return credential.holder === 'key'
    ? { key_id: credential.id, login_id: null }
    : { key_id: null, login_id: credential.id }
}
