/** What people are told about their keys, in the words that they would want. */
import { caveatsInWords } from '@latchkey/tokens'
import { circumstances, instantInWords, type Listed, type Message, writeMessage } from '../../mail/index.ts'
import type { Key } from '../key.ts'
import type { Recipient } from './recipients.ts'

interface About {
  readonly recipient: Recipient
  /** The organization that the key belongs to. */
  readonly organization: string | undefined
  readonly origin: string
}

export interface AboutKey extends About {
  readonly key: Key
}

/** What somebody did. */
export interface Done {
  /** Who, in words. */
  readonly who: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly address?: string | undefined
  readonly client?: string | undefined
}

const day = 24 * 60 * 60 * 1000

export function keyCreated(about: AboutKey & Done): Message {
  const { key } = about
  const end =
    key.expiresAt === undefined ? 'It never expires' : `It expires on ${instantInWords(key.expiresAt)}`
  return writeMessage({
    ...{ to: about.recipient, subject: `The key "${key.name}" was made` },
    paragraphs: [`${whose(about)} was made. ${end}.`, mayDo(key), circumstances(about)],
    next: { step: 'If you know nothing of it, revoke it at once:', link: pageOf(about) },
  })
}

export function keysRevoked(about: About & Done & { readonly keys: readonly [Key, ...Key[]] }): Message {
  const [key, ...others] = about.keys
  const isOne = others.length === 0
  const list: Listed = {
    heading: 'The keys, and when they were used last:',
    lines: about.keys.map(each => `"${each.name}". ${lastUse(each)}`),
  }
  return writeMessage({
    to: about.recipient,
    subject: isOne ? `The key "${key.name}" was revoked` : `${about.keys.length} keys were revoked`,
    paragraphs: [
      isOne
        ? `${whose({ ...about, key })} was revoked, and with it every token that was made from it.`
        : `${about.keys.length} keys ${about.organization === undefined ? 'of yours' : `of the organization ${about.organization}`} at ${about.origin} were revoked, and with them every token that was made from them.`,
      ...(isOne ? [lastUse(key)] : [list]),
      circumstances(about),
    ],
    next: {
      step: 'What uses it needs another key. If you know nothing of this, look for what else was done:',
      link: isOne ? pageOf({ ...about, key }) : listOf(about),
    },
  })
}

export function keyExpires(about: AboutKey & { readonly expiresAt: number; readonly now: number }): Message {
  const { key, expiresAt, now } = about
  const unused = key.lastUsed === undefined
  const step = unused
    ? 'If nobody waits for it, nothing needs to be done: it ends by itself. To keep it, put another key in its place, with the same restrictions for as long again:'
    : 'What uses it stops working then. Put another key in its place before, with the same restrictions for as long again; the old one works on while you exchange them:'
  return writeMessage({
    ...{ to: about.recipient, subject: `The key "${key.name}" expires ${inDays(expiresAt - now)}` },
    paragraphs: [
      `${whose(about)} expires on ${instantInWords(expiresAt)}, ${inDays(expiresAt - now)}.`,
      mayDo(key),
      lastUse(key),
    ],
    next: { step, link: pageOf(about) },
  })
}

export function keyBurned(about: AboutKey & Done): Message {
  const { key } = about
  return writeMessage({
    ...{ to: about.recipient, subject: `The key "${key.name}" was burned` },
    paragraphs: [
      `Somebody who held the text of ${whose(about, 'lower case')} burned it. The key is revoked, and so is every token that was made from it.`,
      circumstances(about),
      mayDo(key),
      lastUse(key),
      'If you did this, or a program that finds leaked keys does it for you, all is well: look where its text was left lying, and make another key. If you know nothing of it, somebody else had it.',
    ],
    next: {
      step: 'What it was used for, and what was published with it, stands here:',
      link: pageOf(about),
    },
  })
}

export function tokenBurned(about: AboutKey & Done): Message {
  const { key } = about
  return writeMessage({
    ...{ to: about.recipient, subject: `A token made from the key "${key.name}" was burned` },
    paragraphs: [
      `Somebody who held a token made from ${whose(about, 'lower case')} burned it. That token is dead, with all that was made from it; the key itself works on.`,
      circumstances(about),
      'If you know nothing of it, somebody else had the token. Should others be burned today, you are not told again.',
    ],
    next: { step: 'What the key was used for, and how to revoke it, stands here:', link: pageOf(about) },
  })
}

function whose({ key, organization, origin }: AboutKey, at: 'sentence' | 'lower case' = 'sentence'): string {
  const [your, the] = at === 'sentence' ? ['Your', 'The'] : ['your', 'the']
  const noun =
    organization === undefined
      ? `${your} key "${key.name}"`
      : `${the} key "${key.name}" of the organization ${organization}`
  return `${noun} at ${origin}`
}

function mayDo({ caveats }: Key): Listed {
  return { heading: 'What it may do:', lines: caveatsInWords(caveats) }
}

function lastUse({ lastUsed }: Key): string {
  if (lastUsed === undefined) return 'It was never used.'
  const { at, address = 'an unknown address', client = 'a client that does not say its name' } = lastUsed
  return `It was last used on ${instantInWords(at)}, from ${address}, by ${client}.`
}

function pageOf(about: AboutKey): string {
  return `${listOf(about)}/${about.key.id}`
}

function listOf({ organization, origin }: About): string {
  return `${origin}${organization === undefined ? '/account/keys' : `/organizations/${organization}/keys`}`
}

/** Rounded up: what expires in a day and an hour does not expire tomorrow at this hour. */
function inDays(milliseconds: number): string {
  const days = Math.ceil(milliseconds / day)
  return days <= 1 ? 'within a day' : `in ${days} days`
}
