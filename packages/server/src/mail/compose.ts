/** From a letter to the mail that is sent (RFC 5322): what nobody who chose a name or a subject can add a header to. */
import { refused } from '@latchkey/tokens'
import type { SendMailOptions } from 'nodemailer'
import { readEmail, type Sender } from './address.ts'
import { htmlOf } from './html.ts'
import { oneLine } from './one-line.ts'
import { DeliveryFailure, type Letter } from './transport.ts'

/** Throws `DeliveryFailure` where the recipient is no address. */
export function compose(letter: Letter, from: Sender): SendMailOptions {
  const { id, to, text, createdAt } = letter
  const subject = oneLine(letter.subject)
  // What a mail program would take for two recipients, or for a header, is none.
  const recipient = readEmail(to)
  if (refused(recipient)) throw new DeliveryFailure(recipient.message, { final: true })
  return {
    from,
    to: { name: '', address: recipient },
    envelope: { from: from.address, to: [recipient] },
    subject,
    // Both, for the reader's program to choose (RFC 2046 section 5.1.4).
    text,
    html: htmlOf({ ...letter, subject }),
    date: new Date(createdAt),
    // The same each time, so that a mail that is sent twice is shown once.
    messageId: `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    // RFC 3834 section 5: nobody's absence is told to us.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
