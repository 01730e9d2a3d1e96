/** What a key may do, as the pages say it. */
import type { Caveat } from '@latchkey/tokens'
import { caveatsInWords, limitsInWords, rowsInWords } from '../../keys/index.ts'
import { html, type Markup } from '../layout/markup.ts'

/** "This key may publish pypi:acme/widget, and read everything in pypi:acme." */
export function sentence(caveats: readonly Caveat[]): string {
  const said = [`This key may ${rowsInWords(caveats).join('; and may ')}`, ...limitsInWords(caveats)]
  return said.map(each => `${each}.`).join(' ')
}

/** The same as a list, for where there is room. */
export function mayDoList(caveats: readonly Caveat[]): Markup {
  return html`<ul>${caveatsInWords(caveats).map(line => html`<li>${line}</li>`)}</ul>`
}
