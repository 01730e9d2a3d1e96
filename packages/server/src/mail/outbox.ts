/** Where mail waits: rows that are written in the transaction of what they tell about, and go once they are delivered. */
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Message } from './message.ts'

export interface Outbox {
  /** Delivered by some node soon after the transaction commits, and not at all if it does not. */
  queue(transaction: Writer, message: Message): Promise<void>
}

/** With what people are told, and where mail leads them. */
export interface Telling {
  readonly outbox: Outbox
  /** The public origin. */
  readonly origin: string
}

export interface OutboxOptions {
  readonly clock: Clock
  readonly random: RandomBytes
}

export function createOutbox({ clock, random }: OutboxOptions): Outbox {
  return {
    async queue(transaction, { to, subject, text }) {
      const now = clock.now()
      await transaction
        .insertInto('outbox')
        .values({
          ...{ id: newId(random), recipient: to, subject, text },
          ...{ created_at: now, attempts: 0, due_at: now },
        })
        .execute()
    },
  }
}
