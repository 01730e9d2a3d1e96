/** Events as they are looked through: narrowed, by days, a page at a time both ways, and taken along as a file. */
import type { EventList, EventPage, EventRecord } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { SignedInVisit } from '../visit.ts'
import { eventEntry } from './event-entry.ts'
import { filterFrom, type TypedFilter, typedFilter } from './filter.ts'
import { addressOf, filterForm } from './filter-form.ts'
import { subjectPath, type WayTo } from './subject-path.ts'

export interface EventsView {
  readonly list: EventList
  /** Where they are shown. */
  readonly path: string
  /** Which kinds of events there may be: how their names begin. Undefined for all. */
  readonly areas?: readonly string[]
  /** Whether they are of several people. */
  readonly who: boolean
  /** What else the address says, and goes on to say. */
  readonly kept?: Readonly<Record<string, string>>
  /** Where they are taken along from. */
  readonly exportPath: string
  /** Where the page is of what an event tells of, or this list of nothing but that. */
  readonly wayTo?: WayTo
}

export async function eventsView(visit: SignedInVisit, house: House, view: EventsView): Promise<Markup> {
  const { words, query } = visit
  const { list, path, areas, who, kept = {}, exportPath, wayTo = subjectPath } = view
  const typed = typedFilter(query)
  const [after, before] = [query.get('after'), query.get('before')]
  const here = (more: Readonly<Record<string, string>>) => addressOf(path, { ...kept, ...typed, ...more })
  const cursor = after === null ? before !== null && { before } : { after }
  const found = await house.audit.list(list, { limit: 50, ...(await filterFrom(typed, house)), ...cursor })
  return html`${filterForm(words, { path, typed, kept, areas, who, shown: found.items })}
    ${byDay(words, found.items, { here, wayTo, of: list === 'all' ? undefined : list.of })}
    ${found.items.length === 0 ? nothingFound(words, found, typed) : nothing}
    ${waysOn(words, found, here)}
    ${isEmpty(found) ? nothing : waysOut(words, exportPath, { ...kept, ...typed })}`
}

/** This list, with more in its address. */
type Here = (more: Readonly<Record<string, string>>) => string

function isEmpty({ items, next, previous }: EventPage): boolean {
  return items.length === 0 && next === undefined && previous === undefined
}

function byDay(
  words: Words,
  events: readonly EventRecord[],
  { here, wayTo, of }: { readonly here: Here; readonly wayTo: WayTo; readonly of: string | undefined },
): readonly Markup[] {
  const days = new Map<string, EventRecord[]>()
  for (const event of events) {
    const day = new Date(event.at).toISOString().slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days].map(
    ([day, ofDay]) => html`<section class="day"><h2>${onDay(words, Date.parse(day))}</h2>
      <ol class="events">${ofDay.map(event => eventEntry(words, event, { only: here, way: wayTo(event, here), of }))}</ol></section>`,
  )
}

function nothingFound({ events: say }: Words, { next, previous }: EventPage, typed: TypedFilter): Markup {
  if (next !== undefined) return html`<p class="empty">${say.noneSoFar}</p>`
  if (previous !== undefined) return html`<p class="empty">${say.noneOlder}</p>`
  return html`<p class="empty">${Object.keys(typed).length === 0 ? say.noneYet : say.none}</p>`
}

function waysOn({ events: say }: Words, { next, previous, items }: EventPage, here: Here): Markup {
  if (next === undefined && previous === undefined) return nothing
  const way = (cursor: Readonly<Record<string, string>>, said: string) =>
    html`<a class="button quiet" href="${here(cursor)}">${said}</a>`
  return html`<nav class="actions" aria-label="${say.pages}">
    ${previous === undefined ? nothing : way({ before: previous }, say.newer)}
    ${next === undefined ? nothing : way({ after: next }, items.length === 0 ? say.further : say.older)}
  </nav>`
}

/** What is shown, and all that is not shown on this page. */
function waysOut({ events: say }: Words, path: string, asked: Readonly<Record<string, string>>): Markup {
  const way = (as: string, said: string) =>
    html`<a href="${addressOf(path, { ...asked, as })}" download>${said}</a>`
  return html`<p class="small soft">${say.takeAlong(way('csv', 'CSV'), way('jsonl', 'JSON Lines'))}</p>`
}
