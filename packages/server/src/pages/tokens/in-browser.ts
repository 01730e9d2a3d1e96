/**
 * Reads what is pasted into the page, in the browser: nothing here asks for an address, and the field that it is pasted
 * into has no name and stands in no form.
 */
import { type TellingWords, type Told, tell } from './tell.ts'

/** The part of the page's elements that is used. */
interface Element {
  value: string
  hidden: boolean
  textContent: string | null
  lang: string
  href: string
  readonly dataset: Readonly<Record<string, string | undefined>>
  classList: { toggle(name: string, on: boolean): void }
  addEventListener(name: 'input', listen: () => void): void
  querySelector(selector: string): Element | null
  replaceChildren(...children: readonly Element[]): void
}

declare const document: {
  querySelector(selector: string): Element | null
  createElement(name: string): Element
}

const place = document.querySelector('[data-inspector]')
if (place !== null) await begin(place)

async function begin(place: Element): Promise<void> {
  const { lang: locale } = place
  const module = place.querySelector('link')?.href ?? ''
  const [language = locale] = locale.split('-')
  const time = { justNow: place.dataset['justNow'] ?? '' }
  const words: TellingWords = { ...(await import(module)), language, locale, time }
  const [field, told, problem] = ['textarea', '[data-told]', '[data-problem]'].map(each =>
    place.querySelector(each),
  )
  if (!field || !told || !problem) return
  const read = () => {
    const outcome = field.value.trim() === '' ? undefined : tell(field.value, words, Date.now())
    const isProblem = typeof outcome === 'string'
    told.hidden = outcome === undefined || isProblem
    problem.hidden = !isProblem
    problem.textContent = isProblem ? outcome : ''
    if (outcome !== undefined && !isProblem) show(told, outcome)
  }
  field.addEventListener('input', read)
  place.hidden = false
  const without = document.querySelector('[data-without-script]')
  if (without) without.hidden = true
  // What a browser kept in the field while the page was away.
  read()
}

/** Only as text: whoever made the token chose what it says. */
function show(told: Element, outcome: Told): void {
  for (const name of ['kind', 'idLabel', 'id', 'from', 'masterKey', 'expiry', 'size'] as const) {
    const element = told.querySelector(`#told-${name}`)
    if (element !== null) element.textContent = outcome[name] ?? ''
  }
  for (const name of ['from', 'masterKey'] as const) {
    const fact = told.querySelector(`#fact-${name}`)
    if (fact !== null) fact.hidden = (outcome[name] ?? '') === ''
  }
  told.querySelector('#told-expiry')?.classList.toggle('over', outcome.over)
  const list = (selector: string, name: string, lines: readonly { text: string; english?: boolean }[]) =>
    told.querySelector(selector)?.replaceChildren(
      ...lines.map(({ text, english }) => {
        const element = document.createElement(name)
        element.textContent = text
        if (english) element.lang = 'en'
        return element
      }),
    )
  list('#told-lines', 'li', outcome.lines)
  list(
    '#told-cautions',
    'p',
    outcome.cautions.map(text => ({ text })),
  )
}
