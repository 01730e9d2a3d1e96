/** Keeps a login's access token good: refreshed ahead of its end, or because the registry said so. */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House } from '../oauth/index.ts'

/**
 * The login with an access token that is good for five minutes more. `rejected`: the registry refused exactly this
 * one, so that it is refreshed whatever the clock says, unless somebody else has by now.
 */
export type Refresh = (
  house: House,
  login: Credential,
  options?: { readonly rejected?: boolean; readonly signal?: AbortSignal },
) => Promise<Credential | AuthError>
