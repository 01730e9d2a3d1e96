/** How every mail to a person is built: a greeting, what happened, who did it when and from where, and the next step. */
import type { Message } from './message.ts'
import { oneLine } from './one-line.ts'

export interface MessageParts {
  readonly to: { readonly username: string; readonly email: string }
  readonly subject: string
  readonly paragraphs: readonly (string | Listed)[]
  /** The one thing to do about it, and the page where it is done. Nothing where there is no such page any more. */
  readonly next?: { readonly step: string; readonly link: string }
}

/** A heading and what is listed under it. */
export interface Listed {
  readonly heading: string
  readonly lines: readonly string[]
}

/** A part is one line whatever names stand in it, so that no name begins a paragraph or becomes the link. */
export function writeMessage({ to, subject, paragraphs, next }: MessageParts): Message {
  const blocks = [
    oneLine(`Hello ${to.username},`),
    ...paragraphs.map(writeParagraph),
    ...(next === undefined ? [] : [oneLine(next.step), `  ${oneLine(next.link)}`]),
  ]
  return { to: to.email, subject: oneLine(subject), text: `${blocks.join('\n\n')}\n` }
}

function writeParagraph(paragraph: string | Listed): string {
  if (typeof paragraph === 'string') return oneLine(paragraph)
  return [oneLine(paragraph.heading), ...paragraph.lines.map(line => `  ${oneLine(line)}`)].join('\n')
}

export interface Circumstances {
  /** In words. */
  readonly who: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly address?: string | undefined
  /** What it calls itself: `twine/4.0.2`. */
  readonly client?: string | undefined
}

/** Who, when, and from where, for people to compare with what they did. */
export function circumstances({ who, at, address, client }: Circumstances): Listed {
  const from = [address, client && `with ${client}`].filter(part => part !== undefined && part !== '')
  const where = from.length === 0 ? [] : [`From: ${from.join(', ')}`]
  return { heading: 'What is known of it:', lines: [`Who: ${who}`, `When: ${instantInWords(at)}`, ...where] }
}

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** `1 January 2026 at 12:00 UTC`, of milliseconds since 1970. */
export function instantInWords(milliseconds: number): string {
  return `${words.format(milliseconds)} UTC`
}
