/** The frame of these pages: their ways in the second bar, and what was just done above their list. */
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { Frame } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Sections } from '../layout/sections.ts'
import type { SignedInVisit } from '../visit.ts'

export function administrationPage(
  visit: SignedInVisit,
  frame: Omit<Frame, 'sections' | 'current'>,
  options: Parameters<typeof page>[2] = {},
): Promise<Response> {
  return page(visit, { ...frame, current: '/admin', sections: sectionsOf(visit.words) }, options)
}

function sectionsOf({ administration: { title, sections: say } }: Words): Sections {
  return {
    of: title,
    entries: [
      { path: '/admin', label: say.overview },
      { path: '/admin/accounts', label: say.accounts },
      { path: '/admin/organizations', label: say.organizations },
      { path: '/admin/clients', label: say.clients },
      { path: '/admin/settings', label: say.settings },
      { path: '/admin/events', label: say.events },
    ],
  }
}

/** The sentence for `?done=disabled`, if there is one of that name. */
export function doneNotice(sentences: Readonly<Record<string, string>>, done: string | null): Markup {
  const said = done !== null && Object.hasOwn(sentences, done) ? sentences[done] : undefined
  return said === undefined ? nothing : html`<p class="notice good" role="status">${said}</p>`
}

/** The way to the next page of a list, under the same search. */
export function moreLink(
  { words, path, query }: Pick<SignedInVisit, 'words' | 'path' | 'query'>,
  next: string | undefined,
): Markup {
  if (next === undefined) return nothing
  const search = new URLSearchParams([...query].filter(([name]) => name !== 'after' && name !== 'done'))
  search.set('after', next)
  return html`<p><a href="${path}?${search.toString()}">${words.administration.more}</a></p>`
}
