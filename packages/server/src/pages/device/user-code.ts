/** The code that is compared with another screen: in two groups, each letter by itself, and spelled for who hears it. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from '../layout/markup.ts'

/** `WDJB-MJHT` */
export function userCodeInLetters({ device: say }: Words, userCode: string): Markup {
  const groups = userCode.split('-')
  const spelled = groups.map(group => [...group].join(' ')).join(', ')
  // No white space between: it is copied, and compared, as it is written.
  return html`<p class="user-code"><span aria-hidden="true">${groups.map(
    (group, index) =>
      html`${index === 0 ? '' : html`<i>-</i>`}<span class="group">${[...group].map(letter => html`<b>${letter}</b>`)}</span>`,
  )}</span><span class="spoken">${say.spelled(spelled)}</span></p>`
}
