/** Reading the usage log, and forgetting what is too old in it. */
import {
  type KeyUsageTable,
  type Page,
  type PageRequest,
  pageOf,
  type Reader,
  rowsFor,
  type Store,
  type Writer,
} from '../../storage/index.ts'

/** The same done on one day with one key, from one network, with one client. */
export interface Usage {
  /** The day's first instant in UTC, milliseconds since 1970. */
  readonly day: number
  readonly action: string
  /** `pypi:acme/widget`, `pypi:acme`, `acme`. */
  readonly target: string | undefined
  /** `twine/4.0.2`; `others` where there were too many to tell apart. */
  readonly client: string | undefined
  /** `192.0.2.0/24`, `2001:db8:1::/48` */
  readonly network: string | undefined
  readonly count: number
}

export interface UsageQuery extends PageRequest {
  /** Of this action only. */
  readonly action?: string
}

/** So many rows a page looks at where one action is asked for: it may hold few of them, or none, and be followed by another. */
const farthest = 2000

/** The newest day first. */
export async function usageOf(
  reader: Reader,
  keyId: string,
  { action, ...page }: UsageQuery,
): Promise<Page<Usage>> {
  const inOrder = rowsAfter(reader, keyId, readCursor(page.after))
  if (action === undefined) return usagePage(page, await inOrder.limit(rowsFor(page)).execute())
  const rows = await reader
    .selectFrom(inOrder.limit(farthest).as('looked'))
    .selectAll()
    .where('action', '=', action)
    .orderBy('day', 'desc')
    .orderBy('target')
    .orderBy('client')
    .orderBy('network')
    .limit(rowsFor(page))
    .execute()
  const found = usagePage(page, rows)
  const [end] =
    found.next === undefined
      ? await inOrder
          .offset(farthest - 1)
          .limit(1)
          .execute()
      : []
  return end === undefined ? found : { ...found, next: cursorOf(end) }
}

function rowsAfter(reader: Reader, keyId: string, [day, ...rest]: Cursor) {
  return reader
    .selectFrom('key_usage')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('day', '<=', day)
    .where(({ eb, or, refTuple, tuple }) =>
      or([eb('day', '<', day), eb(refTuple('action', 'target', 'client', 'network'), '>', tuple(...rest))]),
    )
    .orderBy('day', 'desc')
    .orderBy('action')
    .orderBy('target')
    .orderBy('client')
    .orderBy('network')
}

function usagePage(page: PageRequest, rows: readonly KeyUsageTable[]): Page<Usage> {
  return pageOf(
    page,
    rows,
    row => ({
      ...{ day: row.day, action: row.action, count: row.count },
      target: row.target || undefined,
      client: row.client || undefined,
      network: row.network || undefined,
    }),
    cursorOf,
  )
}

type Cursor = readonly [day: number, action: string, target: string, client: string, network: string]

/** None of it holds white space. */
function cursorOf({ day, action, target, client, network }: KeyUsageTable): string {
  return Buffer.from([day, action, target, client, network].join(' ')).toString('base64url')
}

/** Before everything where nothing was said, after everything where it is not one of ours. */
function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return [Number.MAX_SAFE_INTEGER, '', '', '', '']
  const parts = /^(\d{1,15}) ([^\s\p{Cc}]*) ([^\s\p{Cc}]*) ([^\s\p{Cc}]*) ([^\s\p{Cc}]*)$/u.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  const [, day = '-1', action = '', target = '', client = '', network = ''] = parts ?? []
  return [Number(day), action, target, client, network]
}

/** Few enough that nothing waits for long. */
const batch = 100

const wholeDay = 24 * 60 * 60 * 1000

/** Deletes the days that were over at that instant (milliseconds since 1970), a batch at a time. */
export async function forgetUsageBefore(store: Store, instant: number, signal?: AbortSignal): Promise<void> {
  for (let last = batch; last === batch && !signal?.aborted; ) {
    last = await store.write(transaction => forgetSome(transaction, instant), { durability: 'relaxed' })
  }
}

/** Days of keys, whole. */
async function forgetSome(transaction: Writer, instant: number): Promise<number> {
  const old = await transaction
    .selectFrom('key_usage')
    .select(['key_id', 'day'])
    .distinct()
    .where('day', '<=', instant - wholeDay)
    .limit(batch)
    .execute()
  for (const { key_id, day } of old)
    await transaction.deleteFrom('key_usage').where('key_id', '=', key_id).where('day', '=', day).execute()
  return old.length
}
