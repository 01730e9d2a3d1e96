/** The latest of what happened to somebody: one line each, and the way to all of it. */
import { type EventRecord, isEventName } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'

/** `of`: whose they are; that they are about them goes without saying. */
export function latestEvents(
  words: Words,
  events: readonly EventRecord[],
  { of, now }: { readonly of: string; readonly now: number },
): Markup {
  const say = words.home
  if (events.length === 0) return nothing
  return html`<section class="stack-tight" aria-labelledby="events">
    <h2 id="events">${say.events}</h2>
    <ul class="rows small">${events.map(
      ({ what, at, subject }) => html`<li>
        <span>${isEventName(what) ? words.eventSentences[what] : what}${subject?.name === undefined || subject.id === of ? nothing : html` <span class="soft">${subject.name}</span>`}</span>
        <span class="soft">${fromNow(words, at, now)}</span></li>`,
    )}</ul>
    <p class="small"><a href="/account/events">${say.allEvents}</a></p>
  </section>`
}
