/** Why a scope is more than a key, or its owner, has. */
import { formatScopes, type Presenter, type Scope, scopesToAllow } from '@latchkey/protocol'
import { type AllowRow, type Caveat, pending, quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { Attempt, TokenCredential } from '../../access/index.ts'
import type { OAuthHouse } from '../house.ts'
import { coversRow } from './covers.ts'
import type { KeyExchange } from './holder.ts'

/** What is compared: a key, its caveats, and whoever presents it. */
export interface Exchange {
  readonly credential: TokenCredential
  readonly caveats: readonly Caveat[]
  readonly presenter: Presenter
  /** What organizations say of exchanging people's keys, where it matters. */
  readonly keyExchanges: ReadonlyMap<string, KeyExchange>
  readonly address: string | undefined
}

/** Of any scope but `repositories`, which means whatever there is to read and is never too much. */
export async function objectionTo(
  scope: Exclude<Scope, { kind: 'repositories' }>,
  exchange: Exchange,
  house: Pick<OAuthHouse, 'authorizer'>,
): Promise<Refusal<'invalid_scope'> | undefined> {
  const rows = scopesToAllow([scope], exchange.presenter)
  if (rows.length === 0 || !rows.every(row => coversRow(exchange.caveats, row)))
    return invalidScope(scope, `is beyond what the key ${quoted(exchange.credential.name)} may do.`)
  if (!('target' in scope)) return undefined
  for (const row of rows) {
    const objection = await whyNot(row, exchange, house)
    if (objection !== undefined)
      return invalidScope(scope, `is refused: ${objection.message}`, objection.next)
  }
  const { organization } = scope.target
  if (organization === undefined) return undefined
  return exchange.keyExchanges.get(organization) === 'refuse'
    ? ownKeysRefused(scope, organization)
    : undefined
}

/** What the owner's role and the organization's policy say, as they are now. A one-time code is given at use. */
async function whyNot(
  { actions, targets }: AllowRow,
  { credential, address }: Exchange,
  { authorizer }: Pick<OAuthHouse, 'authorizer'>,
): Promise<Refusal | undefined> {
  for (const { ecosystem, organization, package: name } of targets) {
    if (organization === undefined) continue
    for (const action of actions) {
      const attempt = {
        ...{ action, organization, version: pending, digests: pending, safe: true },
        ...(ecosystem !== undefined && { ecosystem }),
        ...(name !== undefined && { package: name }),
        ...(address !== undefined && { address }),
      } as Attempt
      const decision = await authorizer.authorize(credential, attempt)
      if (decision.answer === 'refused') return decision.refusal
    }
  }
  return undefined
}

function invalidScope(scope: Scope, why: string, next?: string): Refusal<'invalid_scope'> {
  return refuse(
    'invalid_scope',
    `The scope ${quoted(formatScopes([scope]), 300)} ${why}`,
    next ?? 'Ask for less, or use a key that may do that.',
  )
}

function ownKeysRefused(scope: Scope, organization: string): Refusal<'invalid_scope'> {
  return invalidScope(
    scope,
    `is refused: ${organization} does not let people exchange their own keys for reading its repositories.`,
    `Log in with the program, or use a key of ${organization}.`,
  )
}
