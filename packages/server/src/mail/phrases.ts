/** What every mail says, in each language. What one of them alone says stands in the room that sends it. */
import type { Language } from '../host/index.ts'

export interface MailPhrases {
  hello(username: string): string
  /** Heads who did something, when and from where. */
  readonly known: string
  who(actor: string): string
  when(instant: string): string
  /** One of them is known at least. */
  from(address: string | undefined, client: string | undefined): string
  /** Of what was told several times within the hour. */
  readonly last: string
}

export const mailPhrases: Readonly<Record<Language, MailPhrases>> = {
  en: {
    hello: username => `Hello ${username},`,
    known: 'What is known of it:',
    who: actor => `Who: ${actor}`,
    when: instant => `When: ${instant}`,
    from: (address, client) => `From: ${together(address, client && `with ${client}`)}`,
    last: 'This has happened several times within this hour. Of what happens until the hour is over you are not told by mail.',
  },
  de: {
    hello: username => `Hallo ${username},`,
    known: 'Was darüber bekannt ist:',
    who: actor => `Wer: ${actor}`,
    when: instant => `Wann: ${instant}`,
    from: (address, client) => `Von wo: ${together(address, client && `mit ${client}`)}`,
    last: 'Das ist in dieser Stunde schon mehrmals passiert. Was bis zum Ende der Stunde noch passiert, erfährst du nicht per Mail.',
  },
}

function together(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(', ')
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

const formats = new Map<Language, Intl.DateTimeFormat>()

/** `1 January 2026 at 12:00 UTC`, of milliseconds since 1970. */
export function instantInWords(milliseconds: number, language: Language): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  const format = formats.get(language) ?? new Intl.DateTimeFormat(locales[language], options)
  formats.set(language, format)
  return `${format.format(milliseconds)} UTC`
}
