/** How every mail to a person is built: a greeting, what happened, who did it when and from where, and the next step. */
import type { Language } from '../host/index.ts'
import type { Message } from './message.ts'
import { oneLine } from './one-line.ts'
import { instantInWords, mailPhrases } from './phrases.ts'

/** Whom a mail is to. An account is one. */
export interface Recipient {
  readonly username: string
  readonly email: string
  /** In which they are written to, where they chose one. */
  readonly language: Language | undefined
}

/** What a mail says, before it is a text: in the language of its recipient. */
export interface LetterParts {
  readonly subject: string
  readonly paragraphs: readonly (string | Listed)[]
  /** The one thing to do about it, and the page where it is done. Nothing where there is no such page any more. */
  readonly next?: { readonly step: string; readonly link: string }
  /** That the next ones are not told any more. */
  readonly last?: boolean
}

export interface MessageParts extends LetterParts {
  readonly to: Recipient
}

/** A heading and what is listed under it. */
export interface Listed {
  readonly heading: string
  readonly lines: readonly string[]
}

/** The language that a mail to somebody is written in. */
export function languageOf({ language = 'en' }: Pick<Recipient, 'language'>): Language {
  return language
}

/** A part is one line whatever names stand in it, so that no name begins a paragraph or becomes the link. */
export function writeMessage({ to, subject, paragraphs, next, last }: MessageParts): Message {
  const language = languageOf(to)
  const blocks = [
    oneLine(mailPhrases[language].hello(to.username)),
    ...paragraphs.map(writeParagraph),
    ...(last ? [mailPhrases[language].last] : []),
    ...(next === undefined ? [] : [oneLine(next.step), `  ${oneLine(next.link)}`]),
  ]
  return { to: to.email, subject: oneLine(subject), text: `${blocks.join('\n\n')}\n`, language }
}

function writeParagraph(paragraph: string | Listed): string {
  if (typeof paragraph === 'string') return oneLine(paragraph)
  return [oneLine(paragraph.heading), ...paragraph.lines.map(line => `  ${oneLine(line)}`)].join('\n')
}

export interface Circumstances {
  /** In words of that language. */
  readonly who: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly address?: string | undefined
  /** What it calls itself: `twine/4.0.2`. */
  readonly client?: string | undefined
}

/** Who, when, and from where, for people to compare with what they did. */
export function circumstances(
  { who, at, address, client }: Circumstances,
  language: Language = 'en',
): Listed {
  const say = mailPhrases[language]
  const where = address || client ? [say.from(address, client)] : []
  return { heading: say.known, lines: [say.who(who), say.when(instantInWords(at, language)), ...where] }
}
