/** One event in a list: the sentence of its name, what it happened to, and who did it, by what and from where. */
import { type EventRecord, eventNames, isEventName, type Named } from '../../audit/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'

export function eventEntry(event: EventRecord, now: number): Markup {
  const { what, at, actor, credential, address, client, subject } = event
  const details = Object.entries(event.details)
  return html`<li>
    <div class="heading"><h2>${isEventName(what) ? eventNames[what] : what}</h2>
      <span class="small soft">${fromNow(at, now)} <code>${what}</code></span></div>
    <dl class="facts">
      ${subject === undefined ? nothing : html`<div><dt>${capital(subject.kind)}</dt><dd>${nameOf(subject)}</dd></div>`}
      <div><dt>By</dt><dd>${whoIs(actor)}${credential === undefined ? nothing : html`, ${by(credential)}`}</dd></div>
      ${address === undefined ? nothing : html`<div><dt>From</dt><dd><code>${address}</code></dd></div>`}
      ${client === undefined ? nothing : html`<div class="wide"><dt>With</dt><dd>${client}</dd></div>`}
      ${details.map(([name, value]) => detail(inWords(name), told(value)))}
    </dl></li>`
}

/** What is long has a line of its own. */
function detail(name: string, value: string): Markup {
  return html`<div ${value.length > 30 ? html`class="wide"` : nothing}><dt>${name}</dt><dd>${value}</dd></div>`
}

const actors: Readonly<Record<string, string>> = {
  operator: 'a command on the server’s machine',
  nobody: 'somebody unknown',
}

function whoIs(actor: Named): Markup {
  return actor.id === undefined ? html`${actors[actor.kind] ?? actor.kind}` : nameOf(actor)
}

/** The id where nobody has that name any more. */
function nameOf({ id, name }: Named): Markup {
  return name === undefined ? html`<code>${id ?? ''}</code>` : html`${name}`
}

function by({ kind, id, name }: Named): string {
  if (kind === 'session') return 'signed in'
  if (kind === 'password') return 'with the password'
  return kind === 'link' ? 'through a link' : `with the ${kind} ${name ? `“${name}”` : id}`
}

/** `replacedBy` as people read it. */
function inWords(name: string): string {
  if (name === 'sha256') return 'SHA-256'
  return capital(name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`))
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

function told(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  return value === null ? 'none' : String(value)
}
