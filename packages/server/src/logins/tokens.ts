/** Making the texts of a login's tokens. They are derived: nothing of them is stored, and the same is made again. */
import { formatScopes, type Scope, Secret } from '@latchkey/protocol'
import {
  type Caveat,
  deriveRootKey,
  formatIdentifier,
  mintMacaroon,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import type { MasterKeys } from '../keys/index.ts'
import type { Lifetimes } from './lifetimes.ts'
import type { Login } from './login.ts'
import { allowedBy, listed, scopesOf } from './scopes.ts'

/** What the token endpoint answers (RFC 6749, section 5.1). */
export interface TokenSet {
  readonly accessToken: Secret
  readonly refreshToken: Secret
  /** Seconds from now. */
  readonly expiresIn: number
  /** As it is listed: a scope for each organization in the place of `repositories`. */
  readonly scope: string
  /** Canonical: what was granted, before it was expanded. */
  readonly grantedScope: string
}

/** What a text is made of besides its login. */
export interface TextContext {
  readonly masterKeys: MasterKeys
  /** The public origin; its host is the token's location. */
  readonly origin: string
  /** The prefix of the token's text. */
  readonly prefix?: string | undefined
}

export interface TokenContext extends TextContext {
  readonly lifetimes: Lifetimes
}

export interface TokenInput {
  /** Milliseconds since 1970. */
  readonly now: number
  /** From when the access token counts its life: the same again gives the same text. */
  readonly issuedAt: number
  /** The names of those that the account is a member of, now. */
  readonly organizations: readonly string[]
  /** Narrower than the login's (RFC 6749, section 6): of the access token alone. */
  readonly scopes?: readonly Scope[] | undefined
}

/** Refuses where this node has not got the login's master key, or not any more. */
export function tokensOf(
  login: Login,
  { now, issuedAt, organizations, scopes }: TokenInput,
  context: TokenContext,
): TokenSet | undefined {
  const refreshToken = refreshTokenText(login, context)
  if (refreshToken === undefined) return undefined
  const expiresAt = seconds(Math.min(issuedAt + context.lifetimes.accessToken, login.expiresAt))
  // Without the client's ecosystem, which its row keeps it to: a name for each organization may be more than a text holds.
  const accessToken = textOf({ ...login, kind: 'login' }, context, [
    { kind: 'expires', expiresAt, notBefore: 0 },
    ...(scopes === undefined ? [] : [allowedBy(scopes, { organizations })]),
  ])
  const granted = scopes ?? scopesOf(login)
  return (
    accessToken && {
      accessToken,
      refreshToken,
      expiresIn: Math.max(0, expiresAt - seconds(now)),
      scope: listed(granted, organizations),
      grantedScope: formatScopes(granted),
    }
  )
}

type Named = Pick<Login, 'kid' | 'id' | 'generation'>

export function refreshTokenText(named: Named, context: TextContext): Secret | undefined {
  return textOf({ ...named, kind: 'refresh' }, context, [])
}

function textOf(
  { kind, kid, id, generation }: Named & { readonly kind: 'login' | 'refresh' },
  { masterKeys, origin, prefix }: TextContext,
  caveats: readonly Caveat[],
): Secret | undefined {
  const masterKey = masterKeys.byId(kid)
  if (masterKey === undefined) return undefined
  const identifier = formatIdentifier({ kind, kid, id, generation })
  const rootKey = deriveRootKey(masterKey, identifier)
  const location = new URL(origin).host
  const macaroon = mintMacaroon({ rootKey, identifier, location, caveats: caveats.map(writeCaveat) })
  return new Secret(writeToken(macaroon, prefix))
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
