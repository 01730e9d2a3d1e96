/** A key of an organization becomes a token for its repositories. The token is kept, the key is not. */
import type { Status, Store, StoreState } from '@latchkey/client'
import type { Secret } from '@latchkey/protocol'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { callApi, changeSettings, clientFor, type OpenRegistry } from '../registries/index.ts'
import { rowsIn } from './key.ts'
import { mayReadIn } from './may-read.ts'

export interface OrganizationKey {
  readonly organization: string
  readonly key: Secret
  /** OAuth scopes of the token. */
  readonly scope: string
}

export interface InUse {
  readonly scopes: readonly string[]
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
  /** Whether there is a login that it goes before, in these repositories. */
  readonly beforeLogin: boolean
  /** What goes before it: a variable of the environment. */
  readonly overriddenBy: string | undefined
}

/**
 * It is traded in a store of this process's memory, and looked at; only the token of the right organization is moved to
 * where credentials are kept, in the place of the one before.
 */
export async function useOrganizationKey(
  desk: Desk,
  open: OpenRegistry,
  { organization, key, scope }: OrganizationKey,
): Promise<InUse | Refusal> {
  const { createMemoryLocks, createMemoryStore, exchangedName } = await import('@latchkey/client')
  const aside = { store: createMemoryStore(), locks: createMemoryLocks((await desk.machine()).clock) }
  const client = await clientFor(desk, aside, open.chosen)
  if (refused(client)) return client
  const { origin } = client.registry
  const name = `*:${organization}`
  const token = await client.exchange({ key, name, scope })
  if (refused(token)) return token.code === 'exchange_failed' ? notTaken(origin, organization, token) : token
  const status = await client.override.set(origin, token.token)
  if (refused(status)) return status
  const objection = objectionTo(status, organization)
  if (objection !== undefined) return objection
  const validation = await callApi({ client }, { path: 'api/v1/validate' })
  if (refused(validation)) return validation
  const { may } = validation as { readonly may?: unknown }
  // The scope `repositories` is granted to every key: of one that only publishes it leaves nothing.
  if (!mayReadIn(organization, rowsIn(may) ?? [])) return cannotRead(organization)
  const kept = await move(aside.store, open.store, `${exchangedName(origin, name)} `)
  if (refused(kept)) return kept
  const { registry } = open.chosen
  const settings = await changeSettings(open, ({ known, ...rest }) => ({
    current: { registry },
    ...rest,
    known: known.some(each => each.registry === registry) ? known : [...known, { registry }],
  }))
  if (refused(settings)) return settings
  const { scopes, expiresAt } = token
  const { candidates } = await open.client.explain({ repository: `pypi:${organization}` })
  const won = candidates.find(({ outcome }) => outcome === 'won')
  return {
    ...{ scopes, expiresAt },
    beforeLogin: candidates.some(({ source, outcome }) => source === 'login' && outcome === 'lost'),
    overriddenBy: won?.source === 'exchanged' ? undefined : won?.where,
  }
}

/** What was kept under such names before goes. */
async function move(from: Store, to: Store, prefix: string): Promise<StoreState | Refusal> {
  const made = await from.read()
  if (refused(made)) return made
  return to.change<never>(state => ({
    ...Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith(prefix))),
    ...made,
  }))
}

function objectionTo(status: Status, organization: string): Refusal | undefined {
  if (!status.authenticated) return refuse(status.reason, status.message, anotherKey(organization))
  const { kind, name = 'somebody else' } = status.identity ?? {}
  if (kind === 'organization' && name === organization) return undefined
  const whose = kind === 'account' ? `the person ${quoted(name)}` : quoted(name)
  return refuse(
    'wrong_organization',
    `This is a key of ${whose}, and not of ${quoted(organization)}: nothing was kept.`,
    anotherKey(organization),
  )
}

function cannotRead(organization: string): Refusal<'key_cannot_read'> {
  return refuse(
    'key_cannot_read',
    `This key can read nothing of ${quoted(organization)}: nothing was kept, and what was there stays.`,
    anotherKey(organization),
  )
}

function notTaken(origin: string, organization: string, { message, next, cause }: NotExchanged): Refusal {
  const why = typeof cause === 'object' && cause !== null ? cause : {}
  const said = 'message' in why ? String(why.message) : message
  const isScope = 'code' in why && why.code === 'invalid_scope'
  return refuse(
    'exchange_failed',
    `${origin} does not take this key, and nothing was kept: ${said}`,
    isScope ? next : anotherKey(organization),
  )
}

type NotExchanged = Refusal & { readonly cause?: unknown }

function anotherKey(organization: string): string {
  return `Use another key of ${organization}, or make one: latchkey organization key ${organization} create ci --repository pypi:${organization}`
}
