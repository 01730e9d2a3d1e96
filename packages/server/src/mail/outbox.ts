/** Where mail waits: rows that are written in the transaction of what they tell about, and go once they are delivered. */
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import type { Writer } from '../storage/index.ts'
import { insertLink, type NewEmailLink } from './links.ts'
import type { Message } from './message.ts'

export interface Outbox {
  /** Delivered by some node soon after the transaction commits, and not at all if it does not. */
  queue(transaction: Writer, message: Message): Promise<void>
  /**
   * A mail that ends with a link which works once (`next.link`, up to the last slash): the secret is written behind it when
   * it is sent, to the address of the link. It is not sent any more when the link is over or closed.
   */
  queueLink(
    transaction: Writer,
    message: Omit<Message, 'to'>,
    link: Omit<NewEmailLink, 'createdAt'>,
  ): Promise<void>
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
  async function insert(
    transaction: Writer,
    { to, subject, text, language = 'en' }: Message,
    linkId: string | null,
  ): Promise<void> {
    const now = clock.now()
    const row = { id: newId(random), recipient: to, subject, text, language, link_id: linkId }
    await transaction
      .insertInto('outbox')
      .values({ ...row, created_at: now, attempts: 0, due_at: now })
      .execute()
  }

  return {
    queue: (transaction, message) => insert(transaction, message, null),

    async queueLink(transaction, message, link) {
      const id = await insertLink(transaction, { ...link, createdAt: clock.now() }, random)
      await insert(transaction, { ...message, to: link.address }, id)
    },
  }
}
