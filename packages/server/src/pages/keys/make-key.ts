/** Making a key: the form, its helpful buttons, and the key itself, shown once. */
import { refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page } from '../answers.ts'
import type { Form } from '../form.ts'
import type { Problems } from '../layout/field.ts'
import { html } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { compile } from './compile.ts'
import { type Draft, emptyDraft, readDraft, withAnotherRow, withoutRow } from './draft.ts'
import { type Holder, type HolderOf, wayBack } from './holder.ts'
import { keyForm } from './key-form.ts'
import { keyMade } from './key-made.ts'
import { writes } from './may.ts'
import { presets, withPreset } from './presets.ts'
import { narrowed } from './warnings.ts'

/** `GET .../keys/new` */
export function newKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => formPage(visit, await holderOf(visit, house), emptyDraft)
}

/** `POST .../keys/new`: one form, several buttons. Only “make” makes a key. */
export function makeKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const draft = readDraft(visit.form)
    const pressed = visit.form.text('do')
    const helped = helpedBy(pressed, draft, holder)
    if (helped !== undefined) return formPage(visit, holder, helped)

    const compiled = compile(draft, { words: visit.words, roles: holder.roles, now: visit.now })
    if ('problems' in compiled)
      return formPage(visit, holder, draft, { problems: compiled.problems, status: 400 })
    if (pressed !== 'make') return formPage(visit, holder, draft)

    const by = await holder.authority(compiled.role)
    if (refused(by))
      return formPage(visit, holder, draft, {
        problems: { role: inWords(visit.words, by) },
        status: statusOf(by),
      })
    const { name, caveats, expiresAt, role } = compiled
    const made = await house.keys.create({
      owner: holder.owner,
      name,
      caveats,
      expiresAt,
      by,
      ...(role !== undefined && { role }),
    })
    if (refused(made)) {
      // A reload of the page that showed the key posts the form again: the name is taken then, and no second key made.
      const where = made.code === 'name_taken' ? 'name' : 'form'
      const problems = { [where]: inWords(visit.words, made) }
      return formPage(visit, holder, draft, { problems, status: statusOf(made) })
    }
    return keyMade(visit, holder, made, house.origin)
  }
}

/** What a button that only helps makes of the draft; nothing where it is another one. */
function helpedBy(pressed: string, draft: Draft, holder: Holder): Draft | undefined {
  if (pressed === 'words') return draft
  if (pressed === 'add') return withAnotherRow(draft)
  const removed = /^remove-(\d+)$/.exec(pressed)?.[1]
  if (removed !== undefined) return withoutRow(draft, Number(removed))
  const preset = presets.find(each => pressed === `preset-${each}`)
  return preset === undefined ? narrowed(draft, pressed) : withPreset(draft, preset, holder)
}

/** A key that can write is weighty; the buttons that only help with the form are not. */
export function makesWritingKey(form: Form): boolean {
  return form.text('do') === 'make' && readDraft(form).rows.some(row => row.may.some(writes))
}

async function formPage(
  visit: SignedInVisit,
  holder: Holder,
  draft: Draft,
  { problems, status = 200 }: { readonly problems?: Problems; readonly status?: number } = {},
): Promise<Response> {
  const { words, now } = visit
  const say = words.keyForm
  const packages = await holder.packages()
  const { formToken } = visit.session
  const main = html`<div class="stack-wide">
    <div class="stack">
      ${wayBack(holder)}
      <h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
    </div>
    ${keyForm({ words, holder, draft, formToken, packages, now, ...(problems && { problems }) })}
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title: say.title, main, ...current }, { status })
}
