/** Who a credential stands for, as its registry says now. */
import { refused } from '@latchkey/tokens'
import { callApi } from '../api/index.ts'
import type { Credential, Source } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { type Asking, isNo, type No } from '../oauth/index.ts'
import { type Identity, identityIn, type Organization } from './identity.ts'

/** Never a token, and nothing of anybody where the registry said no. */
export type Status =
  | {
      readonly authenticated: true
      readonly registry: string
      readonly source: Source
      readonly organizations: readonly Organization[]
      readonly identity?: Identity
      /** Every restriction of the token in words, where the registry tells. */
      readonly may?: readonly string[]
      /** OAuth scopes, where they are known. */
      readonly scope?: string
      /** Milliseconds since 1970; left out where it never ends, or the registry does not say. */
      readonly expiresAt?: number
      /** Of the key or login that it was made from: no refresh and no exchange lasts longer. */
      readonly endsAt?: number
    }
  | {
      readonly authenticated: false
      readonly registry: string
      readonly source?: Source
      readonly organizations: readonly []
      readonly reason: 'no_credentials' | 'rejected' | 'expired' | 'insufficient_scope'
      readonly message: string
      /** How to authenticate. */
      readonly next: string
    }

/**
 * What was found, asked about live: a credential, nothing, or why it could not be had. Trouble on the way is an error, and
 * not a no.
 */
export type AskStatus = (
  found: Credential | undefined | AuthError,
  signal?: AbortSignal,
) => Promise<Status | AuthError>

/** `logIn` is how a person logs in: `Log in: latchkey login`. */
export function createAskStatus(asking: Asking, logIn: string): AskStatus {
  const { registry } = asking
  const nobody = { authenticated: false, registry: registry.origin, organizations: [] } as const

  return async (found, signal) => {
    if (found === undefined) {
      const message = `There is no credential for ${registry.origin}.`
      return { ...nobody, reason: 'no_credentials', message, next: logIn }
    }
    if (refused(found)) {
      const reason = endings[found.code as keyof typeof endings]
      return reason === undefined ? found : { ...nobody, reason, message: found.message, next: logIn }
    }
    const { source } = found
    const answer = await callApi(asking, found, { path: registry.identity ?? 'api/v1/validate', signal })
    if (isNo(answer)) {
      const reason = reasonOf(answer)
      if (reason === undefined) return odd(registry.origin, answer)
      return { ...nobody, source, reason, message: answer.message, next: afterNo(source, logIn) }
    }
    if (refused(answer)) return answer
    const identified = identityIn(answer.value)
    if (identified === undefined) return odd(registry.origin, { message: 'Its answer has another shape.' })
    const { scopes, expiresAt } = found
    return {
      ...{ authenticated: true, registry: registry.origin, source },
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...identified,
    }
  }
}

/** What stands in the environment goes before whatever a login would make. */
function afterNo(source: Source, logIn: string): string {
  if (source !== 'environment') return logIn
  return `It stands in a variable of the environment: set that to a token that is good, or unset it. ${logIn}`
}

/** What says that there was a credential, and is none any more. */
const endings = {
  no_credentials: 'no_credentials',
  login_ended: 'rejected',
  rejected: 'rejected',
  exchange_failed: 'rejected',
  expired: 'expired',
} as const

function reasonOf({ status, code }: No): 'rejected' | 'expired' | 'insufficient_scope' | undefined {
  if (status === 403) return 'insufficient_scope'
  if (status !== 401) return undefined
  return code === 'token_expired' ? 'expired' : 'rejected'
}

function odd(origin: string, cause: { readonly message: string }): AuthError<'bad_answer'> {
  return authError(
    'bad_answer',
    `${origin} does not say whose the credential is: ${cause.message}`,
    'Check the address of the registry.',
    cause,
  )
}
