/** The two answers, as loud as each other; denying alone where nothing is this person’s to give. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'

/** Enter in the field for the code approves: it is the first button of the form. */
export function answerButtons({ consent: say }: Words, reach: readonly unknown[]): Markup {
  return html`<div class="answers">
    ${reach.length === 0 ? nothing : html`<button name="do" value="approve">${say.approve}</button>`}
    <button class="deny" name="do" value="deny">${say.deny}</button>
  </div>`
}
