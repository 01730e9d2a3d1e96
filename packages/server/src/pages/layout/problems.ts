/** What a refusal says, in the language of the page, and at which field. */
import type { Refusal } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
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
  if (known !== undefined) return { message: known.message, next: known.next ?? '' }
  return { message: inEnglish(words, refusal.message), next: inEnglish(words, refusal.next ?? '') }
}

/** Marked for who hears the page where it is not (WCAG 2.2, 3.1.2). */
export function inEnglish({ language }: Words, text: string): string | Markup {
  return language === 'en' || text === '' ? text : html`<span lang="en">${text}</span>`
}
