/** A store on which nothing changes unrecorded: what the tests of every room run on. */
import { refused } from '@latchkey/tokens'
import {
  type ColumnUpdateNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  TableNode,
  type UnknownRow,
} from 'kysely'
import type { Schema } from '../schema.ts'
import type { Store, Writer } from '../store.ts'

/**
 * Whether a change of this table is an event. `but` names the columns that are written down alone without one, `only`
 * those whose change alone is one. Whoever adds a table chooses here.
 */
const tables: Readonly<Record<keyof Schema, Rule>> = {
  names: 'event',
  accounts: 'event',
  reset_links: 'event',
  sessions: { but: ['last_seen_at'] },
  invitations: { but: ['email'] },
  organizations: 'event',
  members: 'event',
  repositories: 'event',
  reservations: 'event',
  packages: 'event',
  maintainers: 'event',
  files: 'event',
  retired_versions: 'event',
  deleted_files: 'event',
  documentation: 'event',
  hex_signing_key: 'no event',
  keys: { but: ['last_used_at', 'last_used_address', 'last_used_client'] },
  expiry_notices: 'no event',
  key_usage: 'no event',
  revoked_signatures: 'event',
  master_keys: 'event',
  events: 'no event',
  event_lists: 'no event',
  outbox: 'no event',
  email_links: 'event',
  email_link_secrets: 'no event',
  forgotten_passwords: 'no event',
  epoch: 'no event',
  files_folder: 'no event',
  clients: 'event',
  logins: {
    but: ['generation', 'rotated_at', 'seen', 'last_used_at', 'last_used_address', 'last_used_client'],
  },
  revoked_login_signatures: 'event',
  device_authorizations: { only: ['answer'] },
  wrong_user_codes: 'no event',
  authorization_codes: 'no event',
  authenticators: { but: ['last_step', 'failures', 'failed_at'] },
  second_factor_key: 'no event',
  recovery_codes: 'event',
  passkeys: { but: ['counter', 'synced', 'last_used_at'] },
  answered_challenges: 'no event',
  windows: 'event',
}

type Rule = 'event' | 'no event' | { readonly but: readonly string[] } | { readonly only: readonly string[] }

const raw = new WeakMap<Store, Store>()

/** The same store; a transaction throws where it would commit a change of such a table and no event. */
export function recorded(store: Store): Store {
  const guarded: Store = {
    ...store,
    write: (work, options) =>
      store.write(async transaction => {
        const watch = new Watch()
        const result = await work(transaction.withPlugin(watch) as Writer)
        if (!refused(result) && watch.changed.size > 0 && !watch.recorded) {
          throw new Error(
            `Changed without an event: ${[...watch.changed].join(', ')}. Record one in the same transaction, or, where a test makes its ground, write with unrecorded(store).`,
          )
        }
        return result
      }, options),
  }
  raw.set(guarded, store)
  return guarded
}

/** For the ground of a test, which nothing in the program would make so. */
export function unrecorded(store: Store): Store {
  return raw.get(store) ?? store
}

/** Sees the statements of one transaction, and whether they changed anything. */
class Watch implements KyselyPlugin {
  readonly changed = new Set<string>()
  readonly #changing = new WeakMap<object, string>()
  recorded = false

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const table = changedBy(node)
    if (table !== undefined) this.#changing.set(queryId, table)
    return node
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const table = this.#changing.get(queryId)
    if (table === undefined || result.numAffectedRows === 0n) return result
    if (table === 'events') this.recorded = true
    else this.changed.add(table)
    return result
  }
}

/** The table that a statement changes, where that is to be an event. */
function changedBy(node: RootOperationNode): string | undefined {
  switch (node.kind) {
    case 'InsertQueryNode':
      return named(node.into)
    case 'DeleteQueryNode':
      return named(node.from.froms[0])
    case 'UpdateQueryNode':
      return named(node.table, node.updates)
    case 'RawNode':
      throw new Error('A change is written with the query builder, so that it can be seen what is changed.')
    default:
      return undefined
  }
}

function named(node?: OperationNode, updates?: readonly ColumnUpdateNode[]): string | undefined {
  if (node === undefined || !TableNode.is(node))
    throw new Error('It cannot be seen which table this changes.')
  const { name } = node.table.identifier
  if (name === 'events') return name
  const rule = tables[name as keyof Schema]
  if (rule === 'no event') return undefined
  const columns = updates?.map(({ column }) => JSON.stringify(column)) ?? []
  if (rule === 'event') return name
  const isOneOf = (names: readonly string[]) => (column: string) =>
    names.some(each => column.includes(`"name":"${each}"`))
  if ('only' in rule) return columns.some(isOneOf(rule.only)) ? name : undefined
  return columns.length > 0 && columns.every(isOneOf(rule.but)) ? undefined : name
}
