/** Writing to SQLite: one transaction at a time, and none that outlives its turn of the event loop. */
import { clearImmediate, setImmediate } from 'node:timers'
import type { Kysely } from 'kysely'
import type { Schema } from '../../schema.ts'
import { type Store, StoreBusy, type Writer } from '../../store.ts'
import { finish } from '../../transaction.ts'

export interface Connections {
  /** `synchronous=FULL` */
  readonly full: Kysely<Schema>
  /** `synchronous=NORMAL` */
  readonly relaxed: Kysely<Schema>
}

/**
 * Both connections stand in one queue: there is one write lock, and a second transaction of this process that waited
 * for it inside SQLite would keep the first from ever finishing. Whoever stands behind one that gave up waiting for
 * another process has waited as long, and gives up too.
 */
export function createTransactions(connections: Connections): Store['write'] {
  let last: Promise<unknown> = Promise.resolve()
  let gaveUp: StoreBusy | undefined
  return (work, options) => {
    const before = gaveUp
    const turn = last.then(() => {
      if (gaveUp && gaveUp !== before) throw gaveUp
      return transact(connections[options?.durability ?? 'full'], work)
    })
    last = turn.catch(error => {
      if (error instanceof StoreBusy) gaveUp = error
    })
    return turn
  }
}

async function transact<T>(
  connection: Kysely<Schema>,
  work: (transaction: Writer) => Promise<T>,
): Promise<T> {
  const transaction = await connection.startTransaction().execute()
  const watch = watchEventLoop()
  return finish(transaction, work, watch.turned).finally(watch.stop)
}

/**
 * Rejects as soon as the event loop turns. The queries of a transaction are synchronous, so its promises settle within
 * one turn; what needs another awaits something else, and would hold the write lock as long as that takes.
 */
function watchEventLoop(): { readonly turned: Promise<never>; readonly stop: () => void } {
  let stop = () => {}
  const turned = new Promise<never>((_, reject) => {
    const immediate = setImmediate(() => reject(new Error(awaitedSomethingElse)))
    stop = () => clearImmediate(immediate)
  })
  return { turned, stop }
}

const awaitedSomethingElse =
  'A transaction awaited something besides its own queries and was rolled back. Do that before store.write() or after it.'
