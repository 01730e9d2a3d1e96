/** One event in a list: the sentence of its name, what it happened to, and who did it, by what and from where. */
import { type EventRecord, isEventName, type Named } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { inEnglish } from '../layout/problems.ts'
import { fromNow, onDay } from '../layout/time.ts'

export function eventEntry(words: Words, event: EventRecord, now: number): Markup {
  const { what, at, actor, credential, address, client, subject } = event
  const say = words.events
  const details = Object.entries(event.details)
  return html`<li>
    <div class="heading"><h2>${isEventName(what) ? words.eventSentences[what] : what}</h2>
      <span class="small soft">${fromNow(words, at, now)} <code>${what}</code></span></div>
    <dl class="facts">
      ${subject === undefined ? nothing : html`<div><dt>${subjectIn(words, subject)}</dt><dd>${nameOf(subject)}</dd></div>`}
      <div><dt>${say.by}</dt><dd>${whoIs(words, actor)}${credential === undefined ? nothing : html`, ${by(words, credential)}`}</dd></div>
      ${address === undefined ? nothing : html`<div><dt>${say.from}</dt><dd><code>${address}</code></dd></div>`}
      ${client === undefined ? nothing : html`<div class="wide"><dt>${say.with}</dt><dd>${client}</dd></div>`}
      ${details.map(([name, value]) => detail(nameInWords(words, name), told(words, name, value)))}
    </dl></li>`
}

/** What is long has a line of its own. */
function detail(name: string | Markup, value: string | Markup): Markup {
  return html`<div ${String(value).length > 30 ? html`class="wide"` : nothing}><dt>${name}</dt><dd>${value}</dd></div>`
}

function subjectIn(words: Words, { kind }: Named): string | Markup {
  const known: Readonly<Record<string, string>> = words.events.subjects
  return known[kind] ?? inEnglish(words, capital(kind))
}

function whoIs(words: Words, actor: Named): string | Markup {
  if (actor.id !== undefined) return nameOf(actor)
  const known: Readonly<Record<string, string>> = words.events.actors
  return known[actor.kind] ?? inEnglish(words, actor.kind)
}

/** The id where nobody has that name any more. */
function nameOf({ id, name }: Named): Markup {
  return name === undefined ? html`<code>${id ?? ''}</code>` : html`${name}`
}

function by(words: Words, credential: Named): string | Markup {
  const { means } = words.events
  switch (credential.kind) {
    case 'session':
    case 'password':
    case 'link':
      return means[credential.kind]
    case 'key':
    case 'login':
    case 'passkey':
      return means[credential.kind](nameOf(credential))
    default:
      return inEnglish(words, credential.kind)
  }
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
const verbatim = new Set(['scope', 'code', 'path', 'via'])

function told(words: Words, name: string, value: unknown): string | Markup {
  const { events: say, organization, locale } = words
  if (typeof value === 'boolean') return value ? say.yes : say.no
  if (typeof value === 'number') return value.toLocaleString(locale)
  if (value === null) return say.nothing
  if (name === 'expires') return expiry(words, String(value))
  if (name === 'visibility' && (value === 'public' || value === 'private'))
    return organization.visibilities[value]
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  if (verbatim.has(name)) return html`<code>${text}</code>`
  return sentences.has(name) ? inEnglish(words, text) : text
}

/** An instant in ISO 8601, or "never". */
function expiry(words: Words, written: string): string | Markup {
  const instant = Date.parse(written)
  if (!Number.isNaN(instant)) return onDay(words, instant)
  return written === 'never' ? words.time.never : inEnglish(words, written)
}
