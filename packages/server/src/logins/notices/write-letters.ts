/** The mails about logins, each put together from what its language says. */
import type { Language } from '../../host/index.ts'
import {
  circumstances,
  instantInWords,
  type LetterParts,
  languageOf,
  type Message,
  type Recipient,
  writeMessage,
} from '../../mail/index.ts'
import type { Login } from '../login.ts'
import type { Happened } from '../login-events.ts'
import { german } from './letters/de.ts'
import { english, type Letters, type LoginNoun } from './letters/en.ts'

const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

/** Something that happened to a login. */
export interface ToLogin extends Happened {
  /** As it was until then. */
  readonly login: Login
}

export interface AboutLogin extends ToLogin {
  readonly recipient: Recipient
  readonly origin: string
  /** Who did it, in words. */
  readonly who: string
  /** That the next ones are not told any more. */
  readonly last?: boolean
}

export const loginCreated = (about: AboutLogin): Message =>
  letter(about, ({ made: say }, noun, known) => ({
    subject: say.subject(noun.name),
    paragraphs: [say.text(noun), { heading: say.mayDo, lines: about.login.scope.split(' ') }, known],
    next: { step: say.step, link: listOf(about) },
  }))

export const loginStolen = (about: AboutLogin): Message =>
  letter(about, ({ stolen: say, ...all }, noun, known) => ({
    subject: say.subject(noun.name),
    paragraphs: [say.text(noun), known, lastUse(all, about)],
    next: { step: say.step, link: listOf(about) },
  }))

export const loginBurned = (about: AboutLogin): Message =>
  letter(about, ({ burned: say, ...all }, noun, known) => ({
    subject: say.subject(noun.name),
    paragraphs: [say.text(noun), known, lastUse(all, about)],
    next: { step: say.step, link: listOf(about) },
  }))

export const tokenBurned = (about: AboutLogin): Message =>
  letter(about, ({ tokenBurned: say }, noun, known) => ({
    subject: say.subject(noun.name),
    paragraphs: [say.text(noun), known],
    next: { step: say.step, link: listOf(about) },
  }))

/** The letter of one language, to its recipient. */
function letter(
  about: AboutLogin,
  parts: (say: Letters, noun: LoginNoun, known: ReturnType<typeof circumstances>) => LetterParts,
): Message {
  const { recipient, origin, who, now, cause, login, last = false } = about
  const language = languageOf(recipient)
  const say = letters[language]
  const { client, deviceName } = login
  const name = deviceName === undefined ? client.name : say.name(client.name, deviceName)
  const known = circumstances({ who, at: now, address: cause.address, client: cause.client }, language)
  return writeMessage({ to: recipient, last, ...parts(say, { name, origin }, known) })
}

function lastUse(
  say: Pick<Letters, 'lastUse'>,
  { recipient, login: { createdAt, lastUsed } }: AboutLogin,
): string {
  const inWords = (instant: number) => instantInWords(instant, languageOf(recipient))
  if (lastUsed === undefined) return say.lastUse(inWords(createdAt), undefined)
  const { at, address, client } = lastUsed
  return say.lastUse(inWords(createdAt), { at: inWords(at), address, client })
}

function listOf({ origin }: AboutLogin): string {
  return `${origin}/account/logins`
}
