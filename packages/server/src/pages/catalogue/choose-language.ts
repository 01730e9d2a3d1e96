/** Which language a request is answered in: the one its person chose here, else the best that its browser asks for. */
import { byLanguage, languages } from './languages.ts'
import type { Words } from './words.ts'

export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | null): Words {
  return (chosen !== undefined ? byLanguage(chosen) : undefined) ?? accepted(acceptLanguage ?? '')
}

/**
 * `Accept-Language` (RFC 9110 12.5.4) by its quality values: `de-AT` is answered in `de` (RFC 4647 3.4), `*` and what
 * nobody wants in the first language; of equals the one that is named first wins.
 */
function accepted(header: string): Words {
  const [first] = header
    .split(',')
    .map(readRange)
    .filter(({ words, quality }) => words !== undefined && quality > 0)
    .sort((one, other) => other.quality - one.quality)
  return first?.words ?? english()
}

function readRange(text: string): { readonly words: Words | undefined; readonly quality: number } {
  const [range = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const weight = parameters.find(each => each.startsWith('q='))?.slice(2)
  const quality =
    weight === undefined ? 1 : /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0
  return { words: range === '*' ? english() : byLanguage(range.split('-')[0] ?? ''), quality }
}

function english(): Words {
  const [first] = languages
  if (first === undefined) throw new Error('There is no language.')
  return first
}
