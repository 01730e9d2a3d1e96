/**
 * Mail: what a person is told where no page is open.
 *
 * 1. A mail is queued in the transaction of what it tells about: it goes out if that happened, and only then.
 * 2. It is delivered by one node and tried again for days; a crash in between sends it twice rather than never.
 * 3. Nothing that opens a door stands in a mail that waits: the secret of a link is made when it is sent, and its SHA-256
 *    stored. Every secret that was sent for a link counts until one of them is used.
 * 4. Its HTML is made from its text: neither says what the other does not, and no name is markup or a link in it.
 * 5. Everybody is written to in the language of their account. What a room says in its mail stands in its own folder, once
 *    for each language.
 * 6. No name and no subject adds a header; a login to the mail server crosses a network under TLS only, and is never told.
 *
 *     const outbox = createOutbox({ clock, random })
 *     await store.write(async transaction => {
 *       await transaction.updateTable('keys').set({ revoked_at: now }).where('id', '=', id).execute()
 *       await outbox.queue(transaction, writeMessage({ to: account, subject: 'Your key was burned', ... }))
 *     })
 *
 *     await outbox.queueLink(transaction, writeMessage({ ..., next: { step, link: `${origin}/invitations/` } }), {
 *       purpose: 'invitation', subjectId: invitation.id, address: email, expiresAt,
 *     })
 *     const link = await findLink(reader, 'invitation', secret, now)
 *     await closeLinks(transaction, link)
 */
export { readEmail, readSender, type Sender } from './address.ts'
export { createDelivery, type Delivery, type DeliveryOptions } from './deliver.ts'
export { createMailFolder } from './folder.ts'
export { closeLinks, type EmailLink, findLink, type LinkOf, listLinks } from './links.ts'
export type { Message } from './message.ts'
export { createOutbox, type Outbox, type OutboxOptions, type Telling } from './outbox.ts'
export { instantInWords } from './phrases.ts'
export { createSmtp } from './smtp.ts'
export { readSmtpServer, type SmtpServer } from './smtp-server.ts'
export { DeliveryFailure, type Letter, type Transport } from './transport.ts'
export {
  circumstances,
  type LetterParts,
  type Listed,
  languageOf,
  type Recipient,
  writeMessage,
} from './write-message.ts'
