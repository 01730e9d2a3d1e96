/** What was typed about what a key may do, as the API takes it. */
import { type Role, roles } from '@latchkey/protocol'
import { texts } from '@latchkey/protocol/command'
import {
  type Action,
  type AllowRow,
  checkCaveat,
  formatNetwork,
  formatTarget,
  isAction,
  parseTarget,
  quoted,
  type Refusal,
  refuse,
  refused,
} from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { asItIs, forLatchkey, narrowingOptions, readAll } from '../narrowing/index.ts'
import type { Row } from './key.ts'
import type { Tightening } from './keyring.ts'

const { package: aPackage, repository, action, network, expires } = narrowingOptions

/** As with `token attenuate`, and row by row as with `latchkey-server key create`. */
export const askedOptions = {
  ...{ package: aPackage, repository, action },
  allow: texts('ACTIONS=TARGET', 'The same row by row: publish,retire=pypi:acme/widget, administer=*:acme.'),
  ...{ network, expires },
} as const

export interface AskedOfKey {
  /** Whose key it is; one's own unless told. */
  readonly organization?: string
  readonly package: readonly string[]
  readonly repository: readonly string[]
  readonly action: readonly string[]
  readonly allow: readonly string[]
  readonly network: readonly string[]
  readonly expires: string | undefined
}

/** Everything that was said, and nothing that was not. Of an organization's key, anywhere is anywhere in it. */
export async function readAsked(
  { allow, expires, organization, ...asked }: AskedOfKey,
  desk: Pick<Desk, 'now' | 'readFile'>,
): Promise<Tightening | Refusal> {
  const { package: packages, repository, action, network } = asked
  const never = expires === 'never'
  const narrowing = { package: packages, repository, action, network, expires: never ? undefined : expires }
  const said = await forLatchkey({ ...asItIs, ...narrowing }, desk)
  const caveats = refused(said) ? said : readAll(said, checkCaveat)
  if (refused(caveats)) return caveats
  const rows: Row[] = []
  for (const text of allow) {
    const row = readRow(text)
    if (refused(row)) return row
    rows.push(row)
  }
  const networks: string[] = []
  let expiresAt: number | undefined
  for (const caveat of caveats) {
    if (caveat.kind === 'allow') rows.push(...caveat.rows.map(asRow))
    if (caveat.kind === 'network') networks.push(...caveat.networks.map(formatNetwork))
    if (caveat.kind === 'expires') expiresAt = caveat.expiresAt
  }
  return {
    ...(rows.length > 0 && { may: rows.map(row => within(row, organization)) }),
    ...(networks.length > 0 && { networks }),
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
    ...(never && { expires_at: 'never' as const }),
  }
}

/**
 * The lowest role that can do all of it. A role of `write` publishes new names alone, and what it published before: for a
 * package that somebody else published first it takes more. How far it reaches say the rows.
 */
export function roleFor(rows: readonly Row[]): Role {
  const needed = rows.flatMap(({ actions }) => actions.map(each => (isAction(each) ? roleOf[each] : 'read')))
  return roles.findLast(role => needed.includes(role)) ?? 'read'
}

const roleOf: Readonly<Record<Action, Role>> = {
  ...{ identify: 'read', describe: 'read', read: 'read', account: 'read' },
  ...{ publish: 'admin', retire: 'admin', delete: 'admin', maintain: 'admin', administer: 'admin' },
}

function readRow(text: string): Row | Refusal {
  const split = text.indexOf('=')
  const actions = text.slice(0, Math.max(split, 0)).split(',')
  const target = parseTarget(text.slice(split + 1))
  if (split > 0 && actions.every(isAction) && !refused(target))
    return { actions, targets: [formatTarget(target)] }
  const message = `${quoted(text)} does not say what a key may do.`
  return refuse('usage', message, 'Write ACTIONS=TARGET: --allow publish,retire=pypi:acme/widget.')
}

function within({ actions, targets }: Row, organization: string | undefined): Row {
  const anywhere = organization === undefined ? '*' : `*:${organization}`
  return { actions, targets: targets.map(target => (target === '*' ? anywhere : target)) }
}

function asRow({ actions, targets }: AllowRow): Row {
  return { actions, targets: targets.map(formatTarget) }
}
