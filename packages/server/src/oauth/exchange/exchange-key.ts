/** From a live key and the scopes that are asked for to a token of less. Nothing is written down: it is made from the key. */
import { parseScopes, type Scope, Secret } from '@latchkey/protocol'
import {
  appendCaveat,
  type Caveat,
  packCaveat,
  parseTarget,
  type Refusal,
  refuse,
  refused,
  type Target,
  tokenLimits,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import { caveatsOf, endOf, type TokenCredential } from '../../access/index.ts'
import { type Client, mayAskFor } from '../../clients/index.ts'
import type { IssuedTokens } from '../grant.ts'
import type { OAuthHouse } from '../house.ts'
import { coversRow } from './covers.ts'
import { type Granted, granted } from './granted.ts'
import { keyExchangesOf, organizationsOf } from './holder.ts'
import { type Exchange, objectionTo } from './objection.ts'

export interface ExchangeInput {
  readonly credential: TokenCredential
  readonly scope: string
  /** Where one was named: its ecosystem says what short scopes mean. */
  readonly client: Client | undefined
  readonly address: string | undefined
}

export async function exchangeKey(
  { credential, scope, client, address }: ExchangeInput,
  house: OAuthHouse,
): Promise<IssuedTokens | Refusal<'invalid_scope'>> {
  const scopes = client === undefined ? parseScopes(scope) : mayAskFor(client, scope)
  if (refused(scopes)) return scopes
  const ecosystem = client?.ecosystem
  const caveats = caveatsOf(credential)
  const isListed = scopes.some(({ kind }) => kind === 'repositories')
  const organizations = isListed || ecosystem !== undefined ? await organizationsOf(credential, house) : []
  const administered = ecosystem === undefined ? [] : organizations.filter(name => administers(caveats, name))
  const presenter = { ecosystem, organizations: administered }
  const toRead = isListed ? [...organizations, ...toReadIn(scopes)] : toReadIn(scopes)
  const keyExchanges = await keyExchangesOf(toRead, credential, house)

  const exchange = { credential, caveats, presenter, keyExchanges, address }
  const objection = await firstObjection(scopes, exchange, house)
  if (objection !== undefined) return objection
  const leftOut = organizations.filter(name => keyExchanges.get(name) === 'refuse')
  const issued = mint(
    credential,
    caveats,
    granted({ scopes, presenter, organizations, caveats, leftOut }),
    house,
  )
  const warned = toRead.filter(name => keyExchanges.get(name) === 'warn')
  return refused(issued) || warned.length === 0 ? issued : { ...issued, warning: warningOf(warned) }
}

async function firstObjection(
  scopes: readonly Scope[],
  exchange: Exchange,
  house: OAuthHouse,
): Promise<Refusal<'invalid_scope'> | undefined> {
  for (const scope of scopes) {
    const objection = scope.kind === 'repositories' ? undefined : await objectionTo(scope, exchange, house)
    if (objection !== undefined) return objection
  }
  return undefined
}

/** The organizations of which repositories, or packages in them, are asked for by name: both are read. */
function toReadIn(scopes: readonly Scope[]): readonly string[] {
  return scopes.flatMap(scope => ('target' in scope ? (scope.target.organization ?? []) : []))
}

function administers(caveats: readonly Caveat[], organization: string): boolean {
  const target = parseTarget(`*:${organization}`) as Target
  return coversRow(caveats, { actions: ['administer'], targets: [target] })
}

function warningOf(organizations: readonly string[]): string {
  const names = [...new Set(organizations)].join(', ')
  return `Soon people cannot exchange their own keys for reading the repositories of ${names}. Log in with the program, or use a key of the organization.`
}

/** Two identical exchanges in one second are one token. */
function mint(
  credential: TokenCredential,
  caveats: readonly Caveat[],
  { rows, listed }: Granted,
  { clock, accessTokenLife }: OAuthHouse,
): IssuedTokens | Refusal<'invalid_scope'> {
  const { macaroon } = credential.token
  const now = clock.now()
  const expiresAt = Math.min(
    seconds(now + accessTokenLife),
    endOf(credential, caveats) ?? Number.POSITIVE_INFINITY,
  )
  const allow = packCaveat({ kind: 'allow', rows })
  if (refused(allow)) return tooMuch
  const added = [writeCaveat({ kind: 'expires', expiresAt, notBefore: 0 }), allow]
  if (macaroon.caveats.length + added.length > tokenLimits.caveats) return tooMuch
  const text = writeToken(added.reduce(appendCaveat, macaroon))
  if (text.length > tokenLimits.characters) return tooMuch
  return { accessToken: new Secret(text), expiresIn: expiresAt - seconds(now), scope: listed }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

const tooMuch: Refusal<'invalid_scope'> = refuse(
  'invalid_scope',
  'A token that names all of these scopes is longer than tokens may be.',
  'Ask for fewer scopes, or use a key that has fewer restrictions in its text.',
)
