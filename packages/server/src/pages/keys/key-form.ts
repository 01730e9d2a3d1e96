/** The form that a key is made with. Its rows say what the key may do; every button keeps what was typed. */
import type { Role } from '@latchkey/protocol'
import { described, field, formProblem, hintFor, type Problems, problemOf, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { type Draft, type DraftRow, expiries } from './draft.ts'
import type { Holder } from './holder.ts'
import { mayChoices } from './may.ts'

export interface KeyForm {
  readonly holder: Holder
  readonly draft: Draft
  readonly formToken: string
  readonly problems?: Problems
  /** What the key would be allowed to do, once that can be told. */
  readonly inWords?: Markup
}

export function keyForm({ holder, draft, formToken, problems, inWords }: KeyForm): Markup {
  return html`<form class="stack-wide" method="post" action="${holder.path}/new" novalidate>
    ${formTokenField(formToken)}
    <input type="hidden" name="rows" value="${draft.rows.length}">
    ${'' /* Enter presses a form's first button: that must be the harmless one. */}
    <button class="first-button" name="do" value="check" tabindex="-1" aria-hidden="true">Check</button>
    ${formProblem(problems)}
    <div class="panel stack">
      ${field({
        name: 'name',
        label: 'Name',
        value: draft.name,
        hint: 'Where it will live: “laptop”, “release workflow of widget”.',
        maxlength: 100,
        autocomplete: 'off',
        ...(problems && { problems }),
      })}
      ${holder.roles.length > 0 ? roleField(holder.roles, draft, problems) : nothing}
    </div>
    <section class="stack" aria-labelledby="may">
      <h2 id="may">What it may do</h2>
      ${draft.rows.map((row, index) =>
        rowFields(row, { number: index + 1, rows: draft.rows.length, holder, ...(problems && { problems }) }),
      )}
      <div class="actions"><button class="quiet" name="do" value="add">Add another row</button></div>
    </section>
    <section class="panel stack">
      <h2>Until when, and from where</h2>
      ${expiryFields(draft, problems)}
      ${networksField(draft, problems)}
    </section>
    ${inWords === undefined ? nothing : html`<p class="notice" role="status">${inWords}</p>`}
    <div class="actions">
      <button name="do" value="make">Make the key</button>
      <button class="quiet" name="do" value="check">Say in words what it may do</button>
      <a href="${holder.path}">Cancel</a>
    </div>
  </form>`
}

export interface RowFields {
  /** From 1, of so many rows. */
  readonly number: number
  readonly rows: number
  readonly holder: Holder
  readonly problems?: Problems
}

export function rowFields(row: DraftRow, { number, rows, holder, problems }: RowFields): Markup {
  const may = `may-${number}`
  const offered = mayChoices.filter(({ over }) => over !== 'account' || holder.owner.kind === 'account')
  return html`<fieldset class="panel row stack">
    <legend class="badge">Row ${number}</legend>
    <fieldset class="stack-tight" ${described(may, false, problems?.[may])}>
      <legend>It may</legend>
      <div class="choices">
        ${offered.map(
          ({ value, label, hint }) => html`<div class="choice">
            <input type="checkbox" id="${may}-${value}" name="${may}" value="${value}" ${row.may.includes(value) ? html`checked` : nothing}>
            <label for="${may}-${value}">${label} <span class="hint">${hint}</span></label>
          </div>`,
        )}
      </div>
      ${problemOf(may, problems?.[may])}
    </fieldset>
    <div class="pair">
      ${select({
        name: `where-${number}`,
        label: 'Where',
        hint: 'A repository, or every one.',
        choices: holder.places,
        value: row.where,
        ...(problems && { problems }),
      })}
      ${field({
        name: `package-${number}`,
        label: 'Package',
        value: row.package,
        hint: 'One name, which need not exist yet. Empty: every package there.',
        technical: true,
        autocomplete: 'off',
        ...(problems && { problems }),
      })}
    </div>
    ${rows > 1 ? html`<div><button class="link" name="do" value="remove-${number}">Remove row ${number}</button></div>` : nothing}
  </fieldset>`
}

function roleField(roles: readonly Role[], draft: Draft, problems?: Problems): Markup {
  return select({
    name: 'role',
    label: 'Role',
    hint: 'What the key is to the organization. Its rows narrow that further; it stays as it is now.',
    choices: roles.map(role => ({ value: role, label: role })),
    value: draft.role || 'write',
    ...(problems && { problems }),
  })
}

function expiryFields(draft: Draft, problems?: Problems): Markup {
  return html`<fieldset class="stack-tight">
    <legend>How long it works</legend>
    <div class="choices">
      ${expiries.map(
        ({ value, label }) => html`<div class="choice">
          <input type="radio" id="expiry-${value}" name="expiry" value="${value}" ${draft.expiry === value ? html`checked` : nothing}>
          <label for="expiry-${value}">${label}</label>
        </div>`,
      )}
    </div>
    ${field({
      name: 'date',
      label: 'Day, if you choose one',
      type: 'date',
      value: draft.date,
      ...(problems && { problems }),
    })}
    <p class="hint">A key that never expires works until somebody remembers to revoke it, also where it leaked.</p>
  </fieldset>`
}

export function networksField(draft: Draft, problems?: Problems): Markup {
  const hint = 'One a line, like 10.0.0.0/8 or 2001:db8::/32. Empty: from everywhere.'
  return html`<div class="field">
    <label for="networks">Only from these networks</label>
    ${hintFor('networks', hint)}
    <textarea id="networks" name="networks" rows="2" spellcheck="false" ${described('networks', true, problems?.['networks'])}>${draft.networks}</textarea>
    ${problemOf('networks', problems?.['networks'])}
  </div>`
}
