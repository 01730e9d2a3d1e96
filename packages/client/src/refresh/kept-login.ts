/** The login that is kept for a registry: read, replaced and dropped only as long as it is the one that was meant. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Credential, loginName } from '../credential.ts'
import type { House, Tokens } from '../oauth/index.ts'
import type { ChangeOptions, StoreError, StoreState } from '../stores/index.ts'

type Keeping = Pick<House, 'registry' | 'store' | 'account'>

export function nameOf({ registry, account }: Pick<Keeping, 'registry' | 'account'>): string {
  return loginName(registry.origin, account)
}

/**
 * The lease of those who trade or end the login that is kept. Another one than that of logging in: nobody's refresh waits
 * for a person to find their telephone.
 */
export function refreshLease(house: Pick<Keeping, 'registry' | 'account'>): string {
  return `refresh ${nameOf(house)}`
}

export async function keptLogin(house: Keeping): Promise<Credential | undefined | StoreError> {
  const state = await house.store.read()
  return isError(state) ? state : state[nameOf(house)]
}

/** Keeps a login that a person has just made, in place of whatever there is. */
export async function keepLogin(
  house: Keeping,
  login: Credential,
  options: ChangeOptions,
): Promise<StoreError | undefined> {
  const name = nameOf(house)
  const state = await house.store.change<never>(before => ({ ...before, [name]: login }), options)
  return isError(state) ? state : undefined
}

/**
 * Keeps `next` in place of `came`, or drops that, if it is what is kept; what somebody else has kept since stays. Gives
 * what is kept then. So a process that was held up for long, and lost its lease, overwrites nothing newer.
 */
export async function exchangeLogin(
  house: Keeping,
  came: Credential | undefined,
  next: Credential | undefined,
): Promise<Credential | undefined | StoreError> {
  const name = nameOf(house)
  const update = (state: StoreState): StoreState => {
    if (!isSame(state[name], came)) return state
    const { [name]: _, ...others } = state
    return next === undefined ? others : { ...others, [name]: next }
  }
  const state = await house.store.change<never>(update)
  return isError(state) ? state : state[name]
}

/** What is kept has names that anybody may choose, so that its type alone does not tell it from a refusal. */
function isError(state: StoreState | StoreError): state is StoreError {
  return refused(state)
}

export function isSame(one: Credential | undefined, other: Credential | undefined): boolean {
  return (
    one?.token.expose() === other?.token.expose() &&
    one?.refreshToken?.expose() === other?.refreshToken?.expose()
  )
}

/** The refresh token first: on a Latchkey it alone ends the login. */
export function tokensOf({ refreshToken, token }: Credential): readonly Secret[] {
  return refreshToken === undefined ? [token] : [refreshToken, token]
}

/** The login of these tokens. `before` is the one that they follow: what they do not say stays as it was. */
export function loginOf(
  { registry, account }: Pick<Keeping, 'registry' | 'account'>,
  tokens: Tokens,
  receivedAt: number,
  before?: Credential,
): Credential {
  const refreshToken = tokens.refreshToken ?? before?.refreshToken
  return {
    origin: registry.origin,
    pathPrefix: '/',
    ...(account !== undefined && { account }),
    kind: 'login',
    scopes: tokens.scopes ?? before?.scopes ?? registry.loginScopes,
    ...(tokens.lifetime !== undefined && { expiresAt: receivedAt + tokens.lifetime }),
    receivedAt,
    source: 'login',
    token: tokens.accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    clientId: before?.clientId ?? registry.clientId,
  }
}
