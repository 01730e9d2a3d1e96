/** Takes what is due out of the outbox and delivers it: one node a mail, again and later where it fails, never lost. */
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Log } from '../http/index.ts'
import type { Store } from '../storage/index.ts'
import { type Taken, takeNext } from './take-next.ts'
import { DeliveryFailure, type Letter, type Transport } from './transport.ts'

export interface Delivery {
  /**
   * Delivers what is due, one mail after the other; while it does, asking again changes nothing. Never throws: what fails
   * is logged, and due again later.
   */
  deliver(): Promise<void>
  /** Begins no other mail, and resolves when the one that is under way is over. */
  stop(): Promise<void>
}

export interface DeliveryOptions {
  readonly store: Store
  readonly clock: Clock
  /** For the secrets of links, which are made when they are sent. */
  readonly random: RandomBytes
  readonly transport: Transport
  readonly log: Log
}

const minute = 60_000
const hour = 60 * minute
/** RFC 5321 section 4.5.4.1 asks for at least four to five days. */
const givenUpAfter = 5 * 24 * hour

/** A minute, two, four and so on, and every four hours in the end. */
function pause(attempts: number): number {
  return Math.min(minute * 2 ** (attempts - 1), 4 * hour)
}

export function createDelivery({ store, clock, random, transport, log }: DeliveryOptions): Delivery {
  let stopped = false
  let round: Promise<void> = Promise.resolve()
  let underWay = false

  async function deliverDue(): Promise<void> {
    try {
      while (!stopped) {
        const taken = await takeNext(store, { now: clock.now(), random })
        if (taken === undefined) return
        await send(taken)
      }
    } catch (error) {
      log.warn({ error }, 'Mail that waits could not be looked for, or not be marked as delivered.')
    }
  }

  async function send(taken: Taken): Promise<void> {
    const failure = await attempt(taken)
    const { id, to, subject, attempts, createdAt } = taken
    if (failure === undefined) return remove(id)
    const now = clock.now()
    const dueAt = now + pause(attempts)
    const fields = { mail: id, to, subject, attempts, reason: failure.message }
    if (failure.final || now >= createdAt + givenUpAfter) {
      log.warn(fields, 'A mail is given up: it could not be delivered.')
      return remove(id)
    }
    log.warn(fields, `A mail could not be delivered. It is tried again at ${new Date(dueAt).toISOString()}.`)
    // Whoever took it since holds it now.
    await store.write(transaction =>
      transaction
        .updateTable('outbox')
        .set({ due_at: dueAt })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .execute(),
    )
  }

  async function attempt(letter: Letter): Promise<DeliveryFailure | undefined> {
    try {
      await transport.deliver(letter)
      return undefined
    } catch (error) {
      return error instanceof DeliveryFailure ? error : new DeliveryFailure((error as Error).message)
    }
  }

  async function remove(id: string): Promise<void> {
    await store.write(transaction => transaction.deleteFrom('outbox').where('id', '=', id).execute())
  }

  return {
    deliver() {
      if (!underWay) {
        underWay = true
        round = deliverDue().finally(() => {
          underWay = false
        })
      }
      return round
    },
    stop() {
      stopped = true
      return round
    },
  }
}
