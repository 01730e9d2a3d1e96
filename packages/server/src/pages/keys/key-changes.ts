/** What can be done with a key that works, each folded up behind what it is good for; what cannot be undone stands last. */
import type { Key } from '../../keys/index.ts'
import type { Words } from '../catalogue/index.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'

/** Hours. */
export const overlaps = ['24', '168', '1', '0'] as const

export interface KeyChanges {
  /** Of the key's page. */
  readonly path: string
  readonly formToken: string
  /** The name as it was typed, where it was refused. */
  readonly typedName?: string
  readonly problems?: Problems | undefined
}

export function keyChanges(
  words: Words,
  key: Key,
  { path, formToken, typedName, problems }: KeyChanges,
): Markup {
  const say = words.keyPage
  const token = formTokenField(formToken)
  const choices = overlaps.map(value => ({ value, label: say.overlaps[value] }))
  return html`<section class="stack" aria-labelledby="changes">
    <h2 id="changes">${say.changes}</h2>
    ${formProblem(problems)}
    <ul class="doings">
      ${
        key.replacedBy !== undefined
          ? nothing
          : html`<li><details>
        <summary>${said(say.rotate, say.rotateHint)}</summary>
        <form class="stack" method="post" action="${path}/rotate">${token}
          ${select({ name: 'overlap', label: say.overlap, choices, hint: say.overlapHint })}
          <div class="actions"><button>${say.rotateButton}</button></div>
        </form>
      </details></li>`
      }
      <li><a href="${path}/tighten">${said(say.tighten, say.tightenHint)}</a></li>
      <li><details ${problems?.['name'] === undefined ? nothing : html`open`}>
        <summary>${said(say.rename, say.renameHint)}</summary>
        <form class="stack" method="post" action="${path}/rename" novalidate>${token}
          ${field({
            name: 'name',
            label: say.name,
            value: typedName ?? key.name,
            maxlength: 100,
            autocomplete: 'off',
            ...(problems && { problems }),
          })}
          <div class="actions"><button>${say.renameButton}</button></div>
        </form>
      </details></li>
      <li class="danger"><a href="${path}/revoke">${said(say.revoke, say.revokeHint)}</a></li>
    </ul>
  </section>`
}

function said(what: string, hint: string): Markup {
  return html`<span><strong>${what}</strong> <span class="hint">${hint}</span></span>`
}
