/** What templates are made of. Everything put into an `html` template is escaped unless it is markup itself. */
import { html } from 'hono/html'

export { html } from 'hono/html'

export type Markup = ReturnType<typeof html>

/** What a sentence is given to be said with. */
export type Part = string | number | Markup

export const nothing: Markup = html``

/** A way out of the middle of a sentence, whose words the sentence itself says. */
export function linkTo(path: string): (text: string) => Markup {
  return text => html`<a href="${path}">${text}</a>`
}
