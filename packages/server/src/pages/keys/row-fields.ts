/** One row of the form of a key: what it may do, where, and with which packages. */
import type { Words } from '../catalogue/index.ts'
import { described, field, type Problems, problemOf, select } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { DraftRow } from './draft.ts'
import type { Holder, KnownPackage } from './holder.ts'
import { mayChoices } from './may.ts'

export interface RowFields {
  /** From 1, of so many rows. */
  readonly number: number
  readonly rows: number
  readonly holder: Holder
  readonly problems?: Problems
}

export function rowFields(
  { keyForm: say }: Words,
  row: DraftRow,
  { number, rows, holder, problems }: RowFields,
): Markup {
  const may = `may-${number}`
  const offered = mayChoices.filter(({ over }) => over !== 'account' || holder.owner.kind === 'account')
  return html`<fieldset class="panel row stack">
    <legend class="badge">${say.row(number)}</legend>
    <fieldset class="stack-tight" ${described(may, false, problems?.[may])}>
      <legend>${say.may}</legend>
      <div class="choices">
        ${offered.map(
          ({ value }) => html`<div class="choice">
            <input type="checkbox" id="${may}-${value}" name="${may}" value="${value}" ${row.may.includes(value) ? html`checked` : nothing}>
            <label for="${may}-${value}">${say.choices[value].label} <span class="hint">${say.choices[value].hint}</span></label>
          </div>`,
        )}
      </div>
      ${problemOf(may, problems?.[may])}
    </fieldset>
    <div class="pair">
      ${select({
        name: `where-${number}`,
        label: say.where,
        hint: say.whereHint,
        choices: holder.places,
        value: row.where,
        ...(problems && { problems }),
      })}
      ${field({
        name: `package-${number}`,
        label: say.package,
        value: row.package,
        hint: say.packageHint,
        technical: true,
        autocomplete: 'off',
        list: 'packages',
        ...(problems && { problems }),
      })}
    </div>
    ${rows > 1 ? html`<div><button class="link" name="do" value="remove-${number}">${say.removeRow(number)}</button></div>` : nothing}
  </fieldset>`
}

/** What may be typed into the fields for packages: once a page. */
export function offeredPackages(packages: readonly KnownPackage[]): Markup {
  return html`<datalist id="packages" data-several>${packages.map(({ where, name }) => html`<option value="${name}">${where}</option>`)}</datalist>`
}
