/** What a refusal says, in the language of the page, and at which field. */
import type { Refusal } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import { distance } from './distance.ts'
import type { Problems } from './field.ts'
import { html, type Markup } from './markup.ts'

/** What to say at which field: by the refusal's code, else above the whole form. */
export function problemsOf(
  words: Words,
  refusal: Refusal,
  fields: Readonly<Record<string, string>>,
): Problems {
  return { [fields[refusal.code] ?? 'form']: inWords(words, refusal) }
}

/** The cause and the next step, in one. */
export function inWords(words: Words, refusal: Refusal): Markup {
  const { message, next } = translated(words, refusal)
  return html`${message} ${next ?? ''}`
}

/** What the catalogue says for the code; else the refusal's own sentences, which are English. */
export function translated(
  words: Words,
  refusal: Refusal,
): { readonly message: string | Markup; readonly next: string | Markup } {
  const known = words.refusals[refusal.code]
  const later = whenAgain(words, refusal)
  if (known !== undefined) return { message: known.message, next: later ?? known.next ?? '' }
  const next = later ?? inEnglish(words, refusal.next ?? '')
  return { message: inEnglish(words, refusal.message), next }
}

/** Of a refusal that passes by itself: in whole minutes, since nobody waits by the second. */
function whenAgain(words: Words, refusal: Refusal): string | undefined {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  if (typeof seconds !== 'number') return undefined
  return words.time.tryAgain(distance(words, Math.ceil(seconds / 60) * 60_000, 0))
}

/** With the quotation marks of the pages; marked for who hears the page where it is not (WCAG 2.2, 3.1.2). */
export function inEnglish({ language }: Words, text: string): string | Markup {
  const quoted = text.replace(/"([^"]*)"/g, '“$1”')
  return language === 'en' || text === '' ? quoted : html`<span lang="en">${quoted}</span>`
}
