/** Trades a key for an access token that can do less and ends soon (RFC 6749, 4.4). */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Credential, exchangedName } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { readAddress } from '../http/index.ts'
import { askForTokens, type House, isNo, type No, type Tokens } from '../oauth/index.ts'
import { createFreshness } from '../refresh/index.ts'
import type { Endpoints } from '../registry/index.ts'
import type { Lease } from '../single-flight/index.ts'
import { keepExchanged, keptExchanged } from './kept-exchanged.ts'

export interface ExchangeOptions {
  /** The key: sent to the token endpoint, never kept. */
  readonly key: Secret
  /** What the token is for; what the registry says keys are exchanged for, unless told. */
  readonly scope?: string
  /** Of which repository the token is, as it is asked for: `pypi:acme`. What it is kept and found under. */
  readonly name: string
  /** The token endpoint, where it is not the registry's own. */
  readonly exchangeUrl?: string
  /** The token of an earlier exchange that the registry refused: any other is used. */
  readonly rejected?: Credential
  readonly signal?: AbortSignal
}

/** `exchange_failed`: the registry will not trade this key, for the reason in `cause`. Nothing is sent in its place. */
export type Exchange = (options: ExchangeOptions) => Promise<Credential | AuthError>

export function createExchange(house: House): Exchange {
  const freshness = createFreshness(house.machine.clock, house.refreshAhead)
  return async options => {
    const { key, scope = house.registry.exchangeScopes.join(' '), name, rejected, signal } = options
    const keptAs = exchangedName(house.registry.origin, `${name} ${fingerprint(key, scope)}`)
    const isGood = (found: Credential) =>
      freshness.isFresh(found) && found.token.expose() !== rejected?.token.expose()
    const kept = await keptExchanged(house, keptAs)
    // What is kept is only to save a question: without it, one is asked.
    if (kept !== undefined && !refused(kept) && isGood(kept)) return kept
    const exchanged = await house.singleFlight<Credential, AuthError>(
      keptAs,
      {
        reread: async () => onlyRead(await keptExchanged(house, keptAs)),
        differs: isGood,
        act: (_, lease) => trade(house, { ...options, scope, keptAs }, lease),
      },
      { ...(house.onWait && { onWait: house.onWait }), ...(signal && { signal }) },
    )
    if (!refused(exchanged)) freshness.received(exchanged)
    return exchanged
  }
}

function onlyRead(kept: Credential | undefined | AuthError): Credential | undefined {
  return refused(kept) ? undefined : kept
}

interface Trade extends ExchangeOptions {
  readonly scope: string
  readonly keptAs: string
}

async function trade(house: House, asked: Trade, lease: Lease): Promise<Credential | AuthError> {
  const answer = await send(house, asked)
  const { registry, machine, trace } = house
  if (refused(answer)) {
    trace.add('exchange failed', { registry: registry.origin, name: asked.name, because: answer.code })
    return isNo(answer) ? failed(house, asked, answer) : answer
  }
  const token = exchangedOf(house, asked.scope, answer, machine.clock.now())
  trace.add('exchanged', { registry: registry.origin, name: asked.name })
  if (lease.holds()) await keepExchanged(house, asked.keptAs, token)
  return token
}

async function send(
  house: House,
  { key, scope, exchangeUrl, signal }: Trade,
): Promise<Tokens | No | AuthError> {
  const endpoints =
    exchangeUrl === undefined ? await house.registry.endpoints() : endpointsAt(exchangeUrl, house)
  if (refused(endpoints)) return endpoints
  return askForTokens(house, {
    ...{ endpoints, key, signal },
    grant: 'client_credentials',
    parameters: { scope },
  })
}

function endpointsAt(exchangeUrl: string, { registry }: House): Endpoints | AuthError {
  const token = readAddress(exchangeUrl)
  return refused(token) ? token : { issuer: registry.origin, token: token.href }
}

function exchangedOf({ registry }: House, scope: string, tokens: Tokens, receivedAt: number): Credential {
  return {
    origin: registry.origin,
    pathPrefix: '/',
    kind: 'exchanged',
    scopes: tokens.scopes ?? scope.split(' '),
    ...(tokens.lifetime !== undefined && { expiresAt: receivedAt + tokens.lifetime }),
    receivedAt,
    source: 'exchanged',
    token: tokens.accessToken,
  }
}

/** A token is another key's, or for something else, where the key or scope is: 96 bits tell them apart, and tell nobody. */
function fingerprint(key: Secret, scope: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(`${scope}\n${key.expose()}`).digest('base64url').slice(0, 16)
}

function failed({ registry }: House, { name }: Trade, cause: No): AuthError<'exchange_failed'> {
  const isScope = cause.code === 'invalid_scope'
  return authError(
    'exchange_failed',
    `${registry.origin} did not exchange the key for ${name}: ${cause.message}`,
    isScope ? 'Use a key that may do this, or ask for less.' : 'Use another key, or log in.',
    cause,
  )
}
