/** What the events of a page can be narrowed by, and what they are. */
import type { EventRecord } from '../../audit/index.ts'
import type { Words } from '../catalogue/index.ts'
import { type Choice, field, select } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { type FilterName, filterNames, type TypedFilter } from './filter.ts'

export interface FilterForm {
  /** Where it leads. */
  readonly path: string
  readonly typed: TypedFilter
  /** What else the address says, and goes on to say. */
  readonly kept: Readonly<Record<string, string>>
  /** Which kinds of events there may be: how their names begin. Undefined for all. */
  readonly areas: readonly string[] | undefined
  /** Whether they are of several people. */
  readonly who: boolean
  /** Those that are shown: a key that is looked for is called as it is there. */
  readonly shown: readonly EventRecord[]
}

export function filterForm(words: Words, form: FilterForm): Markup {
  const { path, typed, kept, areas, who } = form
  const say = words.events.filter
  const text = (name: 'who' | 'package' | 'address', label: string, hint?: string) =>
    field({
      name,
      label,
      value: typed[name] ?? '',
      technical: true,
      autocomplete: 'off',
      ...(hint && { hint }),
    })
  const isNarrowed = Object.keys(typed).length > 0
  return html`<details class="filter">
    <summary>${say.title}</summary>
    <form class="filter-fields" action="${path}">
      ${carried({ ...kept, ...credentialOf(typed) })}
      ${select({ name: 'what', label: say.what, choices: choices(words, areas), value: typed.what ?? '' })}
      ${who ? text('who', say.who) : nothing}
      ${text('address', say.address)}
      ${text('package', say.package, say.packageHint)}
      ${field({ name: 'from', label: say.from, type: 'date', value: typed.from ?? '', hint: say.days })}
      ${field({ name: 'to', label: say.to, type: 'date', value: typed.to ?? '', hint: say.days })}
      <div class="actions"><button class="quiet">${say.apply}</button>
        ${isNarrowed ? html`<a href="${addressOf(path, kept)}">${say.everything}</a>` : nothing}</div>
    </form>
  </details>
  ${isNarrowed ? inForce(words, form) : nothing}`
}

/** What no field is for stays as it is. */
function carried(fields: Readonly<Record<string, string>>): readonly Markup[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
}

function credentialOf({ key, login }: TypedFilter): Readonly<Record<string, string>> {
  return { ...(key !== undefined && { key }), ...(login !== undefined && { login }) }
}

/** Each with the way to be without it. */
function inForce(words: Words, { path, typed, kept, shown }: FilterForm): Markup {
  const say = words.events.filter
  const entries = filterNames.flatMap(name => {
    const value = typed[name]
    return value === undefined ? [] : [{ name, said: inWords(words, name, value, shown) }]
  })
  return html`<ul class="narrowed" aria-label="${say.inForce}">${entries.map(
    ({
      name,
      said,
    }) => html`<li><a class="badge warm" href="${addressOf(path, { ...kept, ...typed, [name]: undefined })}"
      aria-label="${say.without(String(said))}">${said} <span aria-hidden="true">×</span></a></li>`,
  )}</ul>`
}

function inWords(words: Words, name: FilterName, value: string, shown: readonly EventRecord[]): string {
  const say = words.events.filter.only
  switch (name) {
    case 'what':
      return withoutStop((words.eventSentences as Readonly<Record<string, string>>)[value] ?? value)
    case 'key':
    case 'login':
      return say[name](nameOf(shown, value))
    case 'from':
    case 'to':
      return say[name](
        String(
          Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
            Date.parse(value),
          ),
        ),
      )
    default:
      return say[name](value)
  }
}

function nameOf(shown: readonly EventRecord[], id: string): string {
  const named = shown
    .flatMap(({ credential, subject }) => [credential, subject])
    .find(each => each?.id === id)
  return named?.name ?? id
}

/** A path with what it is asked; what is undefined is left out. */
export function addressOf(path: string, asked: Readonly<Record<string, string | undefined>>): string {
  const named = Object.entries(asked).filter((each): each is [string, string] => each[1] !== undefined)
  return named.length === 0 ? path : `${path}?${new URLSearchParams(named)}`
}

function choices({ events, eventSentences }: Words, areas: readonly string[] | undefined): readonly Choice[] {
  const offered = Object.entries(eventSentences).filter(
    ([name]) => areas === undefined || areas.includes(name.split('.')[0] ?? ''),
  )
  return [
    { value: '', label: events.everything },
    ...offered.map(([value, sentence]) => ({ value, label: withoutStop(sentence) })),
  ]
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
