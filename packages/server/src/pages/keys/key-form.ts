/** The form that a key is made with. Its rows say what the key may do; every button keeps what was typed. */
import type { Role } from '@latchkey/protocol'
import type { Words } from '../catalogue/index.ts'
import { described, field, formProblem, hintFor, type Problems, problemOf, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { type Draft, type DraftRow, expiries } from './draft.ts'
import type { Holder, KnownPackage } from './holder.ts'
import { mayChoices } from './may.ts'
import { presetsFor } from './presets.ts'
import { told } from './told.ts'

export interface KeyForm {
  readonly words: Words
  readonly holder: Holder
  readonly draft: Draft
  readonly formToken: string
  readonly packages: readonly KnownPackage[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly problems?: Problems
}

export function keyForm(form: KeyForm): Markup {
  const { words, holder, draft, formToken, packages, problems } = form
  const say = words.keyForm
  return html`<form class="stack-wide" method="post" action="${holder.path}/new" novalidate>
    ${formTokenField(formToken)}
    <input type="hidden" name="rows" value="${draft.rows.length}">
    ${'' /* Enter presses a form's first button: that must be the harmless one. */}
    <button class="first-button" name="do" value="check" tabindex="-1" aria-hidden="true">${say.check}</button>
    ${formProblem(problems)}
    ${presetButtons(words, holder)}
    <div class="panel stack">
      ${field({
        name: 'name',
        label: say.name,
        value: draft.name,
        hint: say.nameHint,
        maxlength: 100,
        autocomplete: 'off',
        ...(problems && { problems }),
      })}
      ${holder.roles.length > 0 ? roleField(words, holder.roles, draft, problems) : nothing}
    </div>
    <section class="stack" aria-labelledby="may">
      <h2 id="may">${say.mayDo}</h2>
      ${draft.rows.map((row, index) =>
        rowFields(words, row, {
          number: index + 1,
          rows: draft.rows.length,
          holder,
          ...(problems && { problems }),
        }),
      )}
      <datalist id="packages" data-several>${packages.map(({ where, name }) => html`<option value="${name}">${where}</option>`)}</datalist>
      <div class="actions"><button class="quiet" name="do" value="add">${say.addRow}</button></div>
    </section>
    <section class="panel stack">
      <h2>${say.untilAndFrom}</h2>
      ${expiryFields(words, draft, problems)}
      ${networksField(words, draft, problems)}
    </section>
    ${told(form)}
    <div class="actions">
      <button name="do" value="make">${say.make}</button>
      <button class="quiet" name="do" value="check">${say.inWords}</button>
      <a href="${holder.path}">${say.cancel}</a>
    </div>
  </form>`
}

function presetButtons({ keyForm: say }: Words, holder: Holder): Markup {
  return html`<section class="stack-tight" aria-labelledby="presets">
    <h2 id="presets">${say.startFrom}</h2>
    <div class="presets">
      ${presetsFor(holder).map(
        preset =>
          html`<button class="quiet" name="do" value="preset-${preset}"><span><strong>${say.presets[preset].label}</strong> <span class="hint">${say.presets[preset].hint}</span></span></button>`,
      )}
    </div>
  </section>`
}

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

function roleField(
  { keyForm: say }: Words,
  roles: readonly Role[],
  draft: Draft,
  problems?: Problems,
): Markup {
  return select({
    name: 'role',
    label: say.role,
    hint: say.roleHint,
    choices: roles.map(role => ({ value: role, label: role })),
    value: draft.role || 'write',
    ...(problems && { problems }),
  })
}

function expiryFields({ keyForm: say }: Words, draft: Draft, problems?: Problems): Markup {
  return html`<fieldset class="stack-tight">
    <legend>${say.howLong}</legend>
    <div class="choices">
      ${expiries.map(
        value => html`<div class="choice">
          <input type="radio" id="expiry-${value}" name="expiry" value="${value}" ${draft.expiry === value ? html`checked` : nothing}>
          <label for="expiry-${value}">${say.expiries[value]}</label>
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
    <p class="hint">${say.neverHint}</p>
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
