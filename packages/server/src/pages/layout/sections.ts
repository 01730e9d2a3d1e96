/** The second bar, below the masthead: the pages of one thing, such as an account or an organization. */
import { html, type Markup } from './markup.ts'

export interface Sections {
  /** What they are pages of, "Acme". */
  readonly of: string
  readonly entries: readonly Section[]
}

export interface Section {
  readonly path: string
  readonly label: string
}

/** `here`: the path of the page that is looked at; the entry that leads furthest towards it is marked. */
export function sectionBar({ of, entries }: Sections, here: string): Markup {
  const towards = entries.filter(({ path }) => here === path || here.startsWith(`${path}/`))
  const nearest = towards.reduce((best, { path }) => (path.length > best.length ? path : best), '')
  return html`<nav class="sections" aria-label="${of}"><div>
    <strong>${of}</strong>
    ${entries.map(({ path, label }) => html`<a href="${path}" ${path === nearest ? current(path === here) : ''}>${label}</a>`)}
  </div></nav>`
}

function current(itself: boolean): Markup {
  return itself ? html`aria-current="page"` : html`aria-current="true"`
}
