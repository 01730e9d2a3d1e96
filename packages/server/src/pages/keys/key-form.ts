/** The form that a key is made with. Its rows say what the key may do; every button keeps what was typed. */
import type { Role } from '@latchkey/protocol'
import type { Words } from '../catalogue/index.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import type { Draft } from './draft.ts'
import type { Holder, KnownPackage } from './holder.ts'
import { expiryFields, networksField } from './life-fields.ts'
import { presetsFor } from './presets.ts'
import { offeredPackages, rowFields } from './row-fields.ts'
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
  const { words, holder, formToken, draft, problems } = form
  const say = words.keyForm
  return html`<form class="stack-wide" method="post" action="${holder.path}/new" novalidate>
    ${formTokenField(formToken)}
    <input type="hidden" name="rows" value="${draft.rows.length}">
    ${'' /* Enter presses a form's first button: that must be the harmless one. */}
    <button class="first-button" name="do" value="check" tabindex="-1" aria-hidden="true">${say.check}</button>
    ${formProblem(problems)}
    ${presetButtons(words, holder)}
    <div class="beside">
      <div class="stack-wide">${nameFields(form)} ${rows(form)} ${life(form)}</div>
      <div class="stack">
        ${told(form)}
        <div class="actions">
          <button name="do" value="make">${say.make}</button>
          <button class="quiet" name="do" value="check">${say.inWords}</button>
          <a href="${holder.path}">${say.cancel}</a>
        </div>
      </div>
    </div>
  </form>`
}

function nameFields({ words, holder, draft, problems }: KeyForm): Markup {
  const { keyForm: say } = words
  return html`<div class="panel stack">
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
  </div>`
}

function rows({ words, holder, draft, packages, problems }: KeyForm): Markup {
  const { keyForm: say } = words
  const count = { rows: draft.rows.length, holder, ...(problems && { problems }) }
  return html`<section class="stack" aria-labelledby="may">
    <h2 id="may">${say.mayDo}</h2>
    ${draft.rows.map((row, index) => rowFields(words, row, { number: index + 1, ...count }))}
    ${offeredPackages(packages)}
    <div class="actions"><button class="quiet" name="do" value="add">${say.addRow}</button></div>
  </section>`
}

function life({ words, draft, problems }: KeyForm): Markup {
  return html`<section class="panel stack">
    <h2>${words.keyForm.untilAndFrom}</h2>
    ${expiryFields(words, draft, problems)}
    ${networksField(words, draft, problems)}
  </section>`
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
