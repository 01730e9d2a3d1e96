/** Windows: until when a login, or a person's key, needs no further code. */
import { prepared, type Reader, type WindowsTable, type Writer } from '../storage/index.ts'

/** What a window is opened for. */
export interface Subject {
  readonly kind: 'login' | 'key'
  readonly id: string
  /** The account behind it: its code opens the window. */
  readonly accountId: string
}

/** What the code that was given makes of a window. */
export interface OpenedWith {
  readonly closesAt: number
  /** The step of that code: sent again by the same credential, it is no failure. Null of a recovery code. */
  readonly step: number | null
}

export interface Window extends Subject, OpenedWith {
  readonly openedAt: number
}

/** Milliseconds. */
export const windowLength = 5 * 60_000

const selectWindow = prepared((reader: Reader, kind: string, id: string) =>
  reader
    .selectFrom('windows')
    .select('closes_at')
    .where('kind', '=', kind as Subject['kind'])
    .where('credential_id', '=', id),
)

/** When its window closes, or closed; nothing where it never had one. */
export async function windowOf(
  reader: Reader,
  kind: Subject['kind'],
  id: string,
): Promise<number | undefined> {
  const [row] = await selectWindow(reader, kind, id)
  return row?.closes_at
}

export async function findWindow(
  reader: Reader,
  kind: Subject['kind'],
  id: string,
): Promise<WindowsTable | undefined> {
  const windows = reader.selectFrom('windows').selectAll().where('kind', '=', kind)
  return windows.where('credential_id', '=', id).executeTakeFirst()
}

/** Forgets it, with the credential that it was of. */
export async function closeWindow(transaction: Writer, kind: Subject['kind'], id: string): Promise<void> {
  await transaction.deleteFrom('windows').where('kind', '=', kind).where('credential_id', '=', id).execute()
}

/** Opens it anew. Whoever calls this was given a code; the change is theirs to record. */
export async function setWindow(transaction: Writer, window: Window): Promise<void> {
  const { kind, id, accountId, openedAt, closesAt, step } = window
  const values = { account_id: accountId, opened_at: openedAt, closes_at: closesAt, step }
  await transaction
    .insertInto('windows')
    .values({ kind, credential_id: id, ...values })
    .onConflict(conflict => conflict.columns(['kind', 'credential_id']).doUpdateSet(values))
    .execute()
}
