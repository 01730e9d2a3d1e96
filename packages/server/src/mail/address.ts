/** What is let pass as an e-mail address, and whom mail says that it comes from. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'

/** One `@`, something before it, a name with a dot or none after it, nothing invisible (RFC 5321 section 4.5.3.1: 254). */
const shape = /^[^\s@\p{Cc}\p{Cf}<>()",;:\\[\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u

/** The address without surrounding white space. Whether mail arrives there, only a mail can tell. */
export function readEmail(text: string): string | Refusal<'invalid_email'> {
  const email = text.trim()
  return email.length <= 254 && shape.test(email) && !email.includes('..')
    ? email
    : refuse('invalid_email', 'This is not an e-mail address.', 'Give one like name@example.com.')
}

export interface Sender {
  /** Empty where only an address was given. */
  readonly name: string
  readonly address: string
}

/** `Packages of Acme <packages@example.com>`, or the address alone. */
export function readSender(text: string): Sender | Refusal<'invalid_email'> {
  const [, name = '', bracketed] = /^([^<>\p{Cc}]*)<([^<>\p{Cc}]*)>$/u.exec(text.trim()) ?? []
  const address = readEmail(bracketed ?? text)
  return refused(address) ? address : { name: name.trim(), address }
}
