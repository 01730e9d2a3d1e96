/** What people are told about their keys, in the words that they would want. */
import type { Cause } from '../../audit/index.ts'
import type { Message } from '../../mail/index.ts'
import { caveatsInWords } from '../in-words.ts'
import type { Key } from '../key.ts'
import type { Recipient } from './recipients.ts'

export interface AboutKey {
  readonly key: Key
  readonly recipient: Recipient
  /** The organization that the key belongs to. */
  readonly organization: string | undefined
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly now: number
}

const day = 24 * 60 * 60 * 1000

export function keyExpires(about: AboutKey & { readonly expiresAt: number }): Message {
  const { key, expiresAt, now } = about
  const unused = key.lastUsed === undefined
  const next = unused
    ? 'If nobody waits for it, nothing needs to be done: it ends by itself. To keep it, put another\nkey in its place, with the same restrictions for as long again:'
    : 'What uses it stops working then. Put another key in its place before, with the same\nrestrictions for as long again; the old one works on while you exchange them:'
  return letter(about, `The key "${key.name}" expires ${inDays(expiresAt - now)}`, [
    `${whose(about)} expires on ${instant(expiresAt)}, ${inDays(expiresAt - now)}.`,
    mayDo(key),
    lastUse(key),
    `${next}\n\n  ${pageOf(about)}`,
  ])
}

export function keyBurned(about: AboutKey & { readonly cause: Cause }): Message {
  const { key } = about
  return letter(about, `The key "${key.name}" was burned`, [
    `Somebody who held the text of ${whose(about, 'lower case')} burned it${from(about)}. The key is revoked, and so\nis every token that was made from it.`,
    mayDo(key),
    lastUse(key),
    `If you did this, or a program that finds leaked keys does it for you, all is well: look where\nits text was left lying, and make another key. If you know nothing of it, somebody else had\nit. What it was used for, and what was published with it, stands here:\n\n  ${pageOf(about)}`,
  ])
}

export function tokenBurned(about: AboutKey & { readonly cause: Cause }): Message {
  const { key } = about
  return letter(about, `A token made from the key "${key.name}" was burned`, [
    `Somebody who held a token made from ${whose(about, 'lower case')} burned it${from(about)}. That token is dead,\nwith all that was made from it; the key itself works on.`,
    `If you know nothing of it, somebody else had the token. Should others be burned today, you are\nnot told again. What the key was used for, and how to revoke it, stands here:\n\n  ${pageOf(about)}`,
  ])
}

function letter({ recipient }: AboutKey, subject: string, paragraphs: readonly string[]): Message {
  const text = [`Hello ${recipient.username},`, ...paragraphs].join('\n\n')
  return { to: recipient.email, subject, text: `${text}\n` }
}

function whose({ key, organization, origin }: AboutKey, at: 'sentence' | 'lower case' = 'sentence'): string {
  const [your, the] = at === 'sentence' ? ['Your', 'The'] : ['your', 'the']
  const noun =
    organization === undefined
      ? `${your} key "${key.name}"`
      : `${the} key "${key.name}" of the organization ${organization}`
  return `${noun} at ${origin}`
}

function mayDo({ caveats }: Key): string {
  return ['What it may do:', ...caveatsInWords(caveats).map(line => `  ${line}`)].join('\n')
}

function lastUse({ lastUsed }: Key): string {
  if (lastUsed === undefined) return 'It was never used.'
  const { at, address = 'an unknown address', client = 'a client that does not say its name' } = lastUsed
  return `It was last used on ${instant(at)},\nfrom ${address}, by ${client}.`
}

function from({ cause: { address, client }, now }: AboutKey & { readonly cause: Cause }): string {
  const by = client === undefined ? '' : ` with ${client}`
  return ` on\n${instant(now)}${address === undefined ? '' : `, from ${address}${by}`}`
}

function pageOf({ key, organization, origin }: AboutKey): string {
  const keys = organization === undefined ? '/account/keys' : `/organizations/${organization}/keys`
  return `${origin}${keys}/${key.id}`
}

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

function instant(milliseconds: number): string {
  return `${words.format(milliseconds)} UTC`
}

/** Rounded up: what expires in a day and an hour does not expire tomorrow at this hour. */
function inDays(milliseconds: number): string {
  const days = Math.ceil(milliseconds / day)
  return days <= 1 ? 'within a day' : `in ${days} days`
}
