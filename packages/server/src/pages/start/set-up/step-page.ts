/** The frame of a step of set-up: where one is among the four, and one thing to do. */
import { page } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import { html, type Markup } from '../../layout/markup.ts'
import type { Visit } from '../../visit.ts'

export type Step = 1 | 2 | 3 | 4

/** Steps that are done lead nowhere: what they made is there, and has pages of its own. */
export function stepsBar({ setUp: say }: Words, now: Step): Markup {
  const { steps, step } = say
  return html`<ol class="steps" aria-label="${say.title}">
    ${steps.map((label, index) => {
      const state = index + 1 === now ? html`aria-current="step"` : ''
      return html`<li class="${index + 1 < now ? 'done' : ''}" ${state}><span>${label}</span></li>`
    })}
  </ol>
  <p class="eyebrow">${step(now, steps.length)}</p>`
}

export interface StepPage {
  readonly step: Step
  readonly title: string
  readonly lead: string | Markup
  readonly form: Markup
  readonly status?: number
}

export function stepPage(
  { session, words, here, path, awaitedBy }: Visit,
  { step, title, lead, form, status = 200 }: StepPage,
): Promise<Response> {
  const main = html`<div class="panel stack">
    ${stepsBar(words, step)}
    <h1>${title}</h1>
    <p>${lead}</p>
    ${form}
  </div>`
  return page({ session, words, here, path, awaitedBy }, { title, main, narrow: true }, { status })
}
