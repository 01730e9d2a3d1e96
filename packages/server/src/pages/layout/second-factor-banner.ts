/** Leads whoever lacks a second factor that one of their organizations requires to where they add one. */
import type { Words } from '../catalogue/index.ts'
import { html, linkTo, type Markup, nothing } from './markup.ts'

/** Where it is being added, it is said by the page itself. */
const leads = ['/account/second-factor', '/account/passkeys']

/** On every page until it is there; `awaitedBy`: the display names of those organizations. */
export function secondFactorBanner(words: Words, awaitedBy: readonly string[], path: string): Markup {
  if (awaitedBy.length === 0 || leads.some(each => path.startsWith(each))) return nothing
  const names = new Intl.ListFormat(words.language, { type: 'conjunction' }).format(awaitedBy)
  return html`<aside class="banner" aria-label="${words.secondFactor.title}"><p>${words.secondFactor.required(names, awaitedBy.length, linkTo('/account/second-factor'))}</p></aside>`
}
