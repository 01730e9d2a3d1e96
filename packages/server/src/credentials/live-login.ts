/** The row of a login: whether a token of it that verified is live, said only now that its signature held. */
import { instant, type Principal, quoted, type Refusal, readCaveat, refuse, refused } from '@latchkey/tokens'
import type { CredentialCode, TokenCredential } from '../access/index.ts'
import { type Login, loginName, type VerifiableLogin, type VerifiedLogin } from '../logins/index.ts'

/** `now`: milliseconds since 1970. */
export function liveLogin(
  { token, id, generation }: Pick<VerifiedLogin, 'token' | 'id' | 'generation'>,
  found: VerifiableLogin | undefined,
  now: number,
): TokenCredential | Refusal<CredentialCode> {
  if (found === undefined) return unknownLogin
  const { login, accountDisabled, burnedAt, caveats, secondFactor } = found
  if (login.endedAt !== undefined) return ended(login, login.endedAt)
  if (login.expiresAt <= now) return ended(login, login.expiresAt)
  if (burnedAt !== undefined) return burned(login, burnedAt)
  if (accountDisabled) return disabled(login)
  return {
    kind: 'token',
    token,
    stored: caveats,
    principal: Object.freeze({ kind: 'account', id: login.accountId } satisfies Principal),
    role: undefined,
    holder: 'login',
    id,
    name: loginName(login),
    expiresAt: login.expiresAt,
    lifetime: undefined,
    secondFactor,
    login: { clientId: login.client.id, scope: login.scope, generation },
  }
}

/**
 * Whether this says that the answer which brought this generation arrived: the signature held, and the token is not
 * over. Its other restrictions are not asked.
 */
export function showsGeneration({ token }: TokenCredential, now: number): boolean {
  return token.caveats.every(bytes => {
    const caveat = readCaveat(bytes)
    return refused(caveat) || caveat.kind !== 'expires' || now < caveat.expiresAt * 1000
  })
}

const again = 'Log in again with the program that this login was for.'

const unknownLogin: Refusal<CredentialCode> = refuse(
  'login_ended',
  'This token was made here, but its login is not known any more.',
  again,
)

function ended(login: Login, at: number): Refusal<CredentialCode> {
  return refuse(
    'login_ended',
    `The login ${quoted(loginName(login))} ended at ${instant(Math.floor(at / 1000))}.`,
    again,
  )
}

function burned(login: Login, at: number): Refusal<CredentialCode> {
  return refuse(
    'token_revoked',
    `This token was made from the login ${quoted(loginName(login))}, and was revoked at ${instant(Math.floor(at / 1000))}; the login was not.`,
    'Make another token from the login, or use the login.',
  )
}

function disabled(login: Login): Refusal<CredentialCode> {
  return refuse(
    'account_disabled',
    `The account that the login ${quoted(loginName(login))} belongs to is disabled.`,
    'Ask an administrator of this server to enable it.',
  )
}
