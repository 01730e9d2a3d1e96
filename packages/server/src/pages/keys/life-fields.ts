/** Until when a key works, and from where. */
import type { Words } from '../catalogue/index.ts'
import { described, field, hintFor, type Problems, problemOf } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { type Draft, expiries } from './draft.ts'

export function expiryFields({ keyForm: say }: Words, draft: Draft, problems?: Problems): Markup {
  return html`<fieldset class="stack">
    <legend>${say.howLong}</legend>
    <div class="choices">
      ${expiries.map(
        value => html`<div class="choice">
          <input type="radio" id="expiry-${value}" name="expiry" value="${value}" ${draft.expiry === value ? html`checked` : nothing}>
          <label for="expiry-${value}">${say.expiries[value]} ${value === 'never' ? html`<span class="hint">${say.neverHint}</span>` : nothing}</label>
        </div>`,
      )}
    </div>
    ${field({
      name: 'date',
      label: say.day,
      type: 'date',
      value: draft.date,
      ...(problems && { problems }),
    })}
  </fieldset>`
}

export function networksField({ keyForm: say }: Words, draft: Draft, problems?: Problems): Markup {
  return html`<div class="field">
    <label for="networks">${say.networks}</label>
    ${hintFor('networks', say.networksHint)}
    <textarea id="networks" name="networks" rows="2" spellcheck="false" ${described('networks', true, problems?.['networks'])}>${draft.networks}</textarea>
    ${problemOf('networks', problems?.['networks'])}
  </div>`
}
