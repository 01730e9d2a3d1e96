/** What a key may do, as the pages say it. */
import { type Caveat, caveatsInWords, limitsInWords, rowsInWords } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from '../layout/markup.ts'

/** "This key may publish pypi:acme/widget; and may read everything in pypi:acme. Only from 10.0.0.0/8." */
export function sentence({ caveats: phrases }: Words, caveats: readonly Caveat[]): string {
  const limits = limitsInWords(caveats, phrases).map(each => `${each}.`)
  return [phrases.mayDo(rowsInWords(caveats, phrases)), ...limits].join(' ')
}

/** The same as a list, for where there is room. */
export function mayDoList({ caveats: phrases }: Words, caveats: readonly Caveat[]): Markup {
  return html`<ul>${caveatsInWords(caveats, phrases).map(line => html`<li>${line}</li>`)}</ul>`
}
