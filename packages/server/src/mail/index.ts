/**
 * Mail: what a person is told where no page is open.
 *
 * 1. A mail is queued in the transaction of what it tells about: it goes out if that happened, and only then.
 * 2. Nothing that opens a door stands in a mail: until it is delivered it lies in the database.
 *
 *     const outbox = createOutbox({ clock, random })
 *     await store.write(async transaction => {
 *       await transaction.updateTable('keys').set({ revoked_at: now }).where('id', '=', id).execute()
 *       await outbox.queue(transaction, { to: account.email, subject: 'Your key was burned', text: '...' })
 *     })
 */
export type { Message } from './message.ts'
export { createOutbox, type Outbox, type OutboxOptions } from './outbox.ts'
