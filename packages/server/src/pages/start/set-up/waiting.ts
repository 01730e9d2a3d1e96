/** What stands there until something is uploaded, and what then takes its place. */
import type { EventRecord } from '../../../audit/index.ts'
import type { Words } from '../../catalogue/index.ts'
import { html, type Markup, nothing } from '../../layout/markup.ts'
import { fromNow } from '../../layout/time.ts'
import type { RepositoryPlace } from './place-of.ts'
import type { Received } from './received.ts'

/** `assets/waiting.js` looks at the same page until it has a part that is `data-arrived`; a link does so without it. */
export function waiting({ setUp }: Words, { name, path }: RepositoryPlace): Markup {
  const say = setUp.upload
  return html`<section class="panel stack-tight waits" aria-live="polite" data-looks="${say.looksByItself}" data-stopped="${say.stopped}">
    <h2><span class="pulse" aria-hidden="true"></span> ${say.waiting(name)}</h2>
    <p class="soft" data-looking></p>
    <p><a href="${path}/first-upload">${say.lookAgain}</a></p>
  </section>`
}

export interface ReceivedOptions extends Received {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly organization: string
  /** Whether the visitor may know from which address it came. */
  readonly tellsAddress: boolean
}

export function received(
  words: Words,
  { path, event, now, organization, tellsAddress }: ReceivedOptions,
): Markup {
  const say = words.setUp.done
  return html`<section class="panel stack waits arrived" data-arrived>
    <h2>${event === undefined ? say.receivedSomething : say.received(whatIn(event))}</h2>
    ${event === undefined ? nothing : facts(words, tellsAddress ? event : { ...event, address: undefined }, now)}
    <div class="actions">
      <a class="button" href="${path}">${say.toPackage}</a>
      <a href="/organizations/${organization}/members">${say.toMembers}</a>
      <a href="/">${say.toHome}</a>
    </div>
  </section>`
}

/** `widget 1.0` */
function whatIn({ subject, details }: EventRecord): string {
  const name = subject?.name ?? ''
  return [name.slice(name.indexOf('/') + 1), details['version']].join(' ')
}

function facts(
  words: Words,
  { actor, credential, address, client, at, details }: EventRecord,
  now: number,
): Markup {
  const say = words.setUp.done
  const person = actor.name ?? ''
  const by = credential?.name === undefined ? person : say.byCredential(person, credential.name)
  const from = [address, client].filter(each => each !== undefined).join(', ')
  return html`<dl class="facts">
    <div class="wide"><dt>${say.file}</dt><dd><code>${String(details['filename'] ?? '')}</code></dd></div>
    <div class="wide"><dt>${say.by}</dt><dd>${by}</dd></div>
    ${from === '' ? nothing : html`<div class="wide"><dt>${say.from}</dt><dd>${from}</dd></div>`}
    <div class="wide"><dt>${say.when}</dt><dd>${fromNow(words, at, now)}</dd></div>
  </dl>`
}
