/** Who maintains a package besides those whose role lets them: added and removed by whoever may `maintain` it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Judge } from '../access/index.ts'
import { causeOf, recordEvent } from '../audit/index.ts'
import { advanceEpoch, type Reader, type Writer } from '../storage/index.ts'
import { concerningPackage } from './concerning.ts'
import { type JudgedPackage, judgedPackage } from './judged-version.ts'
import type { Maintainer, MaintainerId } from './repository.ts'

export async function maintainersOf(reader: Reader, packageId: string): Promise<readonly Maintainer[]> {
  const all = reader.selectFrom('maintainers').selectAll().where('package_id', '=', packageId)
  const rows = await all.orderBy('created_at').orderBy('maintainer_id').execute()
  return rows.map(row => ({ kind: row.kind, id: row.maintainer_id, createdAt: row.created_at }))
}

/** A package, and whose it is. */
export interface MaintainedPackage {
  /** In the ecosystem's normal form. */
  readonly name: string
  readonly organization: string
}

/** What an account maintains in one ecosystem: by organization, and then by name. */
export function maintainedBy(
  reader: Reader,
  accountId: string,
  ecosystem: string,
): Promise<readonly MaintainedPackage[]> {
  return reader
    .selectFrom('maintainers')
    .innerJoin('packages', 'packages.id', 'maintainers.package_id')
    .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .select(['packages.name as name', 'organizations.name as organization'])
    .where('maintainers.kind', '=', 'account')
    .where('maintainers.maintainer_id', '=', accountId)
    .where('repositories.ecosystem', '=', ecosystem)
    .orderBy('organizations.name')
    .orderBy('packages.name')
    .execute()
}

export interface AddMaintainer {
  readonly accountId: string
  /** Takes it from everybody else who maintains the package. */
  readonly alone: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

export async function addMaintainer(
  transaction: Writer,
  judge: Judge,
  { accountId, alone, now }: AddMaintainer,
): Promise<true | Refusal> {
  const judged = await judgedPackage(transaction, judge, 'maintain')
  if (refused(judged)) return judged
  const account = await transaction
    .selectFrom('accounts')
    .select('username')
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (account === undefined) return unknownAccount
  const packageId = judged.package.id
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('maintainers')
    .values({ package_id: packageId, kind: 'account', maintainer_id: accountId, created_at: now })
    .onConflict(conflict => conflict.columns(['package_id', 'kind', 'maintainer_id']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) {
    await record(transaction, judged, { what: 'maintainer.added', maintainer: account.username, now })
  }
  if (!alone) return true
  for (const other of await maintainersOf(transaction, packageId)) {
    if (other.kind !== 'account' || other.id !== accountId) await remove(transaction, judged, other, now)
  }
  return true
}

/** Refuses whoever does not maintain it. The last may go: whoever has the role can maintain it still. */
export async function removeMaintainer(
  transaction: Writer,
  judge: Judge,
  { kind, id }: MaintainerId,
  now: number,
): Promise<true | Refusal> {
  const judged = await judgedPackage(transaction, judge, 'maintain')
  if (refused(judged)) return judged
  const maintainers = await maintainersOf(transaction, judged.package.id)
  const leaving = maintainers.find(each => each.kind === kind && each.id === id)
  if (leaving === undefined) return noMaintainer
  await remove(transaction, judged, leaving, now)
  return true
}

async function remove(
  transaction: Writer,
  judged: JudgedPackage,
  { kind, id }: MaintainerId,
  now: number,
): Promise<void> {
  await transaction
    .deleteFrom('maintainers')
    .where('package_id', '=', judged.package.id)
    .where('kind', '=', kind)
    .where('maintainer_id', '=', id)
    .execute()
  await advanceEpoch(transaction)
  await record(transaction, judged, {
    what: 'maintainer.removed',
    maintainer: await nameOf(transaction, kind, id),
    now,
  })
}

async function nameOf(transaction: Writer, kind: Maintainer['kind'], id: string): Promise<string> {
  if (kind === 'key') {
    const key = await transaction.selectFrom('keys').select('name').where('id', '=', id).executeTakeFirst()
    return `key ${key?.name ?? id}`
  }
  const account = transaction.selectFrom('accounts').select('username').where('id', '=', id)
  return (await account.executeTakeFirst())?.username ?? id
}

interface Change {
  readonly what: 'maintainer.added' | 'maintainer.removed'
  readonly maintainer: string
  readonly now: number
}

function record(
  transaction: Writer,
  judged: JudgedPackage,
  { what, maintainer, now }: Change,
): Promise<void> {
  return recordEvent(transaction, {
    ...{ what, at: now, cause: causeOf(judged.allowed), details: { maintainer } },
    ...concerningPackage(judged.repository, judged.package),
  })
}

const unknownAccount: Refusal<'unknown_account'> = refuse(
  'unknown_account',
  'There is no such account.',
  'Write the username as the person signs in with it.',
)

export const noMaintainer: Refusal<'no_maintainer'> = refuse(
  'no_maintainer',
  'Nobody of that name maintains the package.',
  'List those who do, and name one of them.',
)
