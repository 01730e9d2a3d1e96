/** Instants in words, with the exact instant in the `time` element. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from './markup.ts'

interface Formats {
  readonly day: Intl.DateTimeFormat
  readonly exact: Intl.DateTimeFormat
  readonly relative: Intl.RelativeTimeFormat
}

/** Making one costs a hundred times what using it does. */
const known = new Map<string, Formats>()

function formatsOf({ locale, language }: Words): Formats {
  const formats = known.get(locale) ?? {
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    exact: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
    relative: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
  }
  known.set(locale, formats)
  return formats
}

const units = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const

/** "21 November 2026" */
export function onDay(words: Words, instant: number): Markup {
  return timeElement(words, instant, formatsOf(words).day.format(instant))
}

/** "3 hours ago", "in 89 days" */
export function fromNow(words: Words, instant: number, now: number): Markup {
  return timeElement(words, instant, distance(words, instant, now))
}

/** Days as long as they can be told apart: "in 89 days" says more than "in 3 months". */
function distance(words: Words, instant: number, now: number): string {
  const away = instant - now
  const [unit, length] = units.find(
    ([name, size]) => Math.abs(away) >= (name === 'month' ? 4 : name === 'year' ? 2 : 1) * size,
  ) ?? ['minute', 60 * 1000]
  if (Math.abs(away) < 60 * 1000) return words.time.justNow
  return formatsOf(words).relative.format(Math.trunc(away / length), unit)
}

function timeElement(words: Words, instant: number, said: string): Markup {
  const exact = formatsOf(words).exact.format(instant)
  return html`<time datetime="${new Date(instant).toISOString()}" title="${exact} UTC">${said}</time>`
}
