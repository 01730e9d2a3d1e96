/** One event in a list: what happened to what, who did it, and on demand by what, from where and what else is known. */
import { type EventRecord, isEventName, type Named } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { atHour, onDay } from '../layout/time.ts'
import { detailsOf } from './event-details.ts'

/** Where the same list is shown of nothing but these. */
export type Narrowed = (filter: Readonly<Record<string, string>>) => string

export interface EntryWays {
  readonly only: Narrowed
  /** Where the page of its subject is, if there is one. */
  readonly way: string | undefined
  /** Whose list it is: that it is about them goes without saying. */
  readonly of: string | undefined
}

export function eventEntry(words: Words, event: EventRecord, { only, way, of }: EntryWays): Markup {
  const { what, at, actor, credential, address, client, subject, details } = event
  const { events: say, eventSentences } = words
  return html`<li>
    <p class="soft">${atHour(words, at)}</p>
    <div>
      <p><strong>${isEventName(what) ? eventSentences[what] : html`<code>${what}</code>`}</strong>
        ${subject === undefined || subject.id === of ? nothing : way === undefined ? nameOf(subject) : html`<a href="${way}">${nameOf(subject)}</a>`}</p>
      <details><summary>${whoIs(words, actor)}${credential === undefined ? nothing : html`, ${by(words, credential)}`}</summary><dl class="facts">
        <div><dt>${say.at}</dt><dd>${onDay(words, at)} ${atHour(words, at)}</dd></div>
        ${isEventName(what) ? html`<div><dt>${say.name}</dt><dd><a href="${only({ what })}"><code>${what}</code></a></dd></div>` : nothing}
        ${actor.kind !== 'account' || actor.name === undefined ? nothing : html`<div><dt>${say.by}</dt><dd><a href="${only({ who: actor.name })}">${actor.name}</a></dd></div>`}
        ${withKey(words, credential, only)}
        ${address === undefined ? nothing : html`<div><dt>${say.from}</dt><dd><a href="${only({ address })}"><code>${address}</code></a></dd></div>`}
        ${subject?.kind !== 'package' || subject.name === undefined ? nothing : html`<div><dt>${say.subjects.package}</dt><dd><a href="${only({ package: subject.name })}">${subject.name}</a></dd></div>`}
        ${client === undefined ? nothing : html`<div class="wide"><dt>${say.with}</dt><dd>${client}</dd></div>`}
        ${detailsOf(words, details)}
      </dl></details>
    </div></li>`
}

function withKey({ events: say }: Words, credential: Named | undefined, only: Narrowed): Markup {
  const { kind, id } = credential ?? {}
  if (credential === undefined || id === undefined || (kind !== 'key' && kind !== 'login')) return nothing
  return html`<div><dt>${say.subjects[kind]}</dt><dd><a href="${only({ [kind]: id })}">${nameOf(credential)}</a></dd></div>`
}

function whoIs(words: Words, actor: Named): string | Markup {
  if (actor.id !== undefined) return nameOf(actor)
  const known: Readonly<Record<string, string>> = words.events.actors
  return known[actor.kind] ?? actor.kind
}

/** The id where nobody has that name any more. */
function nameOf({ id, name }: Named): Markup {
  return name === undefined ? html`<code>${id ?? ''}</code>` : html`${name}`
}

function by({ events }: Words, credential: Named): string | Markup {
  const { means } = events
  switch (credential.kind) {
    case 'session':
    case 'password':
    case 'link':
      return means[credential.kind]
    case 'key':
    case 'login':
      return means[credential.kind](nameOf(credential))
    default:
      return credential.kind
  }
}
