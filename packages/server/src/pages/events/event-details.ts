/** What is told of an event besides: small values under names of their own. */
import type { EventRecord } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { inEnglish } from '../layout/problems.ts'
import { onDay } from '../layout/time.ts'

export function detailsOf(words: Words, details: EventRecord['details']): readonly Markup[] {
  return Object.entries(details).map(([name, value]) =>
    detail(nameInWords(words, name), told(words, name, value)),
  )
}

/** What is long has a line of its own. */
function detail(name: string | Markup, value: string | Markup): Markup {
  return html`<div ${String(value).length > 30 ? html`class="wide"` : nothing}><dt>${name}</dt><dd>${value}</dd></div>`
}

/** `replacedBy` as people read it. */
function nameInWords(words: Words, name: string): string | Markup {
  const known = words.eventDetails[name]
  return known ?? inEnglish(words, capital(name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)))
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** Written down in English sentences, whoever reads them later. */
const sentences = new Set(['restrictions'])

/** Words of a protocol. */
const verbatim = new Set(['scope', 'code', 'path', 'via', 'format', 'filters'])

const inBytes = { style: 'unit', unit: 'byte', unitDisplay: 'long' } as const

function told(words: Words, name: string, value: unknown): string | Markup {
  const { events: say, organization, locale } = words
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (typeof value === 'number') return value.toLocaleString(locale, name === 'size' ? inBytes : {})
  if (value === null) return say.nothing
  if (name === 'expires') return expiry(words, String(value))
  if (name === 'visibility' && (value === 'public' || value === 'private'))
    return organization.visibility[value]
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  if (text === '') return say.nothing
  if (verbatim.has(name)) return html`<code>${text}</code>`
  return sentences.has(name) ? inEnglish(words, text) : text
}

/** An instant in ISO 8601, or "never". */
function expiry(words: Words, written: string): string | Markup {
  const instant = Date.parse(written)
  if (!Number.isNaN(instant)) return onDay(words, instant)
  return written === 'never' ? words.time.never : inEnglish(words, written)
}
