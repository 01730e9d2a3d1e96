/** The mails about keys, each put together from what its language says. */
import { caveatsInWords } from '@latchkey/tokens'
import type { Language } from '../../host/index.ts'
import {
  circumstances,
  instantInWords,
  type LetterParts,
  type Listed,
  languageOf,
  type Message,
  type Recipient,
  writeMessage,
} from '../../mail/index.ts'
import type { Key } from '../key.ts'
import { german } from './letters/de.ts'
import { english, type Letters } from './letters/en.ts'

const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

interface About {
  readonly recipient: Recipient
  /** The organization that the key belongs to. */
  readonly organization: string | undefined
  readonly origin: string
  /** That the next ones are not told any more. */
  readonly last?: boolean
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

/** The letter of one language, to its recipient. */
function letter(about: About, parts: (say: Letters, language: Language) => LetterParts): Message {
  const language = languageOf(about.recipient)
  const { recipient, last = false } = about
  return writeMessage({ to: recipient, last, ...parts(letters[language], language) })
}

export const keyCreated = (about: AboutKey & Done): Message =>
  letter(about, (say, language) => {
    const { name, caveats, expiresAt } = about.key
    const expires = expiresAt === undefined ? undefined : instantInWords(expiresAt, language)
    return {
      subject: say.made.subject(name),
      paragraphs: [
        say.made.text(nounOf(about), expires),
        mayDo(say, { caveats }),
        circumstances(about, language),
      ],
      next: { step: say.made.step, link: pageOf(about) },
    }
  })

/** Instead of the one above, for the last of which somebody is told before the hour is over. */
export const manyKeysCreated = (about: AboutKey & Done & { readonly told: number }): Message =>
  letter(about, ({ manyMade: say }, language) => ({
    subject: say.subject,
    paragraphs: [say.text(nounOf(about), about.told), circumstances(about, language)],
    next: { step: say.step, link: listOf(about) },
  }))

export const keysRevoked = (about: About & Done & { readonly keys: readonly [Key, ...Key[]] }): Message =>
  letter(about, ({ revoked: say, lastUse: used }, language) => {
    const [key, ...others] = about.keys
    const lastUse = (each: Key) => used(lastUseOf(each, language))
    const circumstancesOfIt = circumstances(about, language)
    if (others.length === 0) {
      const aboutIt = { ...about, key }
      return {
        subject: say.subject(key.name),
        paragraphs: [say.text(nounOf(aboutIt)), lastUse(key), circumstancesOfIt],
        next: { step: say.step, link: pageOf(aboutIt) },
      }
    }
    const lines = about.keys.map(each => say.each(each.name, lastUse(each)))
    return {
      subject: say.subjectOfSeveral(about.keys.length),
      paragraphs: [
        say.textOfSeveral(about.keys.length, about),
        { heading: say.list, lines },
        circumstancesOfIt,
      ],
      next: { step: say.step, link: listOf(about) },
    }
  })

export const keyExpires = (about: AboutKey & { readonly expiresAt: number; readonly now: number }): Message =>
  letter(about, (say, language) => {
    const { key, expiresAt, now } = about
    // Rounded up: what expires in a day and an hour does not expire tomorrow at this hour.
    const left = Math.ceil((expiresAt - now) / day)
    return {
      subject: say.expires.subject(key.name, left),
      paragraphs: [
        say.expires.text(nounOf(about), instantInWords(expiresAt, language), left),
        mayDo(say, key),
        say.lastUse(lastUseOf(key, language)),
      ],
      next: { step: key.lastUsed === undefined ? say.expires.unused : say.expires.used, link: pageOf(about) },
    }
  })

export const keyBurned = (about: AboutKey & Done): Message =>
  letter(about, (say, language) => ({
    subject: say.burned.subject(about.key.name),
    paragraphs: [
      say.burned.text(nounOf(about)),
      circumstances(about, language),
      mayDo(say, about.key),
      say.lastUse(lastUseOf(about.key, language)),
      say.burned.ifYou,
    ],
    next: { step: say.burned.step, link: pageOf(about) },
  }))

export const tokenBurned = (about: AboutKey & Done): Message =>
  letter(about, ({ tokenBurned: say }, language) => ({
    subject: say.subject(about.key.name),
    paragraphs: [say.text(nounOf(about)), circumstances(about, language), say.ifYou],
    next: { step: say.step, link: pageOf(about) },
  }))

function nounOf({ key: { name }, organization, origin }: AboutKey) {
  return { name, organization, origin }
}

function mayDo({ mayDo: heading, phrases }: Letters, { caveats }: Pick<Key, 'caveats'>): Listed {
  return { heading, lines: caveatsInWords(caveats, phrases) }
}

function lastUseOf({ lastUsed }: Key, language: Language) {
  if (lastUsed === undefined) return undefined
  const { at, address, client } = lastUsed
  return { at: instantInWords(at, language), address, client }
}

function pageOf(about: AboutKey): string {
  return `${listOf(about)}/${about.key.id}`
}

function listOf({ organization, origin }: About): string {
  return `${origin}${organization === undefined ? '/account/keys' : `/organizations/${organization}/keys`}`
}
