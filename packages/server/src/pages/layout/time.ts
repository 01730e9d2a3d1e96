/** Instants in words, with the exact instant in the `time` element. */
import { html, type Markup } from './markup.ts'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const units = [
  ['year', 365 * 24 * 60 * 60 * 1000],
  ['month', 30 * 24 * 60 * 60 * 1000],
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const

/** "21 November 2026" */
export function onDay(instant: number): Markup {
  return timeElement(instant, day.format(instant))
}

/** "3 hours ago", "in 89 days" */
export function fromNow(instant: number, now: number): Markup {
  return timeElement(instant, distance(instant, now))
}

/** Days as long as they can be told apart: "in 89 days" says more than "in 3 months". */
function distance(instant: number, now: number): string {
  const away = instant - now
  const [unit, length] = units.find(
    ([name, size]) => Math.abs(away) >= (name === 'month' ? 4 : name === 'year' ? 2 : 1) * size,
  ) ?? ['minute', 60 * 1000]
  return Math.abs(away) < 60 * 1000 ? 'just now' : relative.format(Math.trunc(away / length), unit)
}

function timeElement(instant: number, words: string): Markup {
  return html`<time datetime="${new Date(instant).toISOString()}" title="${exact.format(instant)} UTC">${words}</time>`
}
