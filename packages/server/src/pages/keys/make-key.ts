/** Making a key: the form, its helpful buttons, and the key itself, shown once. */
import { refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { Form } from '../form.ts'
import type { Problems } from '../layout/field.ts'
import { html, type Markup } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import { onDay } from '../layout/time.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { type Compiled, compile } from './compile.ts'
import { type Draft, emptyDraft, readDraft, withAnotherRow, withoutRow } from './draft.ts'
import type { Holder, HolderOf } from './holder.ts'
import { keyForm } from './key-form.ts'
import { keyMade } from './key-made.ts'
import { writes } from './may.ts'
import { sentence } from './words.ts'

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
    const removed = /^remove-(\d+)$/.exec(pressed)?.[1]
    if (pressed === 'add') return formPage(visit, holder, withAnotherRow(draft))
    if (removed !== undefined) return formPage(visit, holder, withoutRow(draft, Number(removed)))

    const compiled = compile(draft, { words: visit.words, roles: holder.roles, now: visit.now })
    if ('problems' in compiled)
      return formPage(visit, holder, draft, { problems: compiled.problems, status: 400 })
    if (pressed !== 'make')
      return formPage(visit, holder, draft, { inWords: keyInWords(visit.words, compiled) })

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

function keyInWords(words: Words, { caveats, expiresAt }: Compiled): Markup {
  const say = words.keyForm
  return html`${sentence(words, caveats)} ${expiresAt === 'never' ? say.neverExpires : say.expiresOn(onDay(words, expiresAt))}`
}

/** A key that can write is weighty; the buttons that only help with the form are not. */
export function makesWritingKey(form: Form): boolean {
  return form.text('do') === 'make' && readDraft(form).rows.some(row => row.may.some(writes))
}

function formPage(
  visit: SignedInVisit,
  holder: Holder,
  draft: Draft,
  outcome: { readonly problems?: Problems; readonly inWords?: Markup; readonly status?: number } = {},
): Promise<Response> {
  const { status = 200, ...rest } = outcome
  const { words } = visit
  const say = words.keyForm
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${holder.path}">${holder.title}</a></p>
      <h1>${say.title}</h1>
      <p class="lead">${say.lead}</p>
    </div>
    ${keyForm({ words, holder, draft, formToken: visit.session.formToken, ...rest })}
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title: say.title, main, ...current }, { status })
}
