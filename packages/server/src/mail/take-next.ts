/** Which mail is delivered next, and by whom: of many nodes that see it, one. */
import type { RandomBytes } from '../host/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import { mintSecret } from './links.ts'
import type { Letter } from './transport.ts'

/** For how long a mail is one node's: longer than any conversation with a mail server takes. Milliseconds. */
const lease = 10 * 60_000

export interface Taken extends Letter {
  readonly attempts: number
}

export interface Taking {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly random: RandomBytes
}

/** Nothing where nothing is due. */
export async function takeNext(store: Store, taking: Taking): Promise<Taken | undefined> {
  const due = store.read.selectFrom('outbox').selectAll().where('due_at', '<=', taking.now)
  for (const row of await due.orderBy('due_at').orderBy('id').limit(10).execute()) {
    const taken = await store.write(transaction => take(transaction, row, taking))
    if (taken !== undefined) return taken
  }
  return undefined
}

interface Row {
  readonly id: string
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly language: NonNullable<Letter['language']>
  readonly link_id: string | null
  readonly created_at: number
  readonly attempts: number
}

/** The conditional update is the claim. A mail whose link is over says nothing any more: it goes. */
async function take(transaction: Writer, row: Row, { now, random }: Taking): Promise<Taken | undefined> {
  const { id, recipient: to, subject, language, created_at: createdAt } = row
  const attempts = row.attempts + 1
  const { numUpdatedRows } = await transaction
    .updateTable('outbox')
    .set({ attempts, due_at: now + lease })
    .where('id', '=', id)
    .where('attempts', '=', row.attempts)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return undefined
  const mail = { id, to, subject, language, createdAt, attempts }
  if (row.link_id === null) return { ...mail, text: row.text }
  const secret = await mintSecret(transaction, row.link_id, { now, random })
  if (secret !== undefined) return { ...mail, text: `${row.text.trimEnd()}${secret}\n` }
  await transaction.deleteFrom('outbox').where('id', '=', id).execute()
  return undefined
}
