/** Instants in words, with the exact instant in the `time` element. */
import type { Words } from '../catalogue/index.ts'
import { distance } from './distance.ts'
import { html, type Markup } from './markup.ts'

interface Formats {
  readonly day: Intl.DateTimeFormat
  readonly exact: Intl.DateTimeFormat
  readonly hour: Intl.DateTimeFormat
}

/** Making one costs a hundred times what using it does. */
const known = new Map<string, Formats>()

function formatsOf({ locale }: Words): Formats {
  const formats = known.get(locale) ?? {
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    exact: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
    hour: new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }),
  }
  known.set(locale, formats)
  return formats
}

/** "21 November 2026" */
export function onDay(words: Words, instant: number): Markup {
  return timeElement(words, instant, formatsOf(words).day.format(instant))
}

/** "14:05": beneath the day that it is of. */
export function atHour(words: Words, instant: number): Markup {
  return timeElement(words, instant, formatsOf(words).hour.format(instant))
}

/** "3 hours ago", "in 89 days" */
export function fromNow(words: Words, instant: number, now: number): Markup {
  return timeElement(words, instant, distance(words, instant, now))
}

function timeElement(words: Words, instant: number, said: string): Markup {
  const exact = formatsOf(words).exact.format(instant)
  return html`<time datetime="${new Date(instant).toISOString()}" title="${exact} UTC">${said}</time>`
}
