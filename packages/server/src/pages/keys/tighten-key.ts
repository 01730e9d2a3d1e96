/** Restricting a key further: a row, networks and a day, of which each may be left out. */
import { refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import type { Key } from '../../keys/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import { field, formProblem, type Problems } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { inWords } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { chosenKeys, groundFor } from './chosen.ts'
import { compileTightening } from './compile.ts'
import { type Draft, emptyDraft, readDraft } from './draft.ts'
import { type Holder, type HolderOf, wayBack } from './holder.ts'
import { keyFacts } from './key-facts.ts'
import { networksField } from './life-fields.ts'
import { offeredPackages, rowFields } from './row-fields.ts'

/** `GET .../keys/:key/tighten` */
export function tightenForm<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    return key === undefined ? refusal(visit, notFound) : show(visit, holder, key, emptyDraft)
  }
}

/** `POST .../keys/:key/tighten` */
export function tightenKey<V extends SignedInVisit>(holderOf: HolderOf<V>): Handler<V> {
  return async (visit, house) => {
    const holder = await holderOf(visit, house)
    const [key] = await chosenKeys(holder, visit, house)
    if (key === undefined) return refusal(visit, notFound)
    const draft = readDraft(visit.form)
    const compiled = compileTightening(draft, visit)
    if ('problems' in compiled) return show(visit, holder, key, draft, compiled)
    const by = await groundFor(holder, [key])
    if (refused(by)) return refusal(visit, by)
    const tightened = await house.keys.tighten(key.id, compiled, by)
    if (!refused(tightened)) return seeOther(`${holder.path}/${key.id}?done=tightened`)
    const where = tightened.code.startsWith('expiry_') ? 'date' : 'form'
    const problems = { [where]: inWords(visit.words, tightened) }
    return show(visit, holder, key, draft, { problems, status: statusOf(tightened) })
  }
}

async function show(
  visit: SignedInVisit,
  holder: Holder,
  key: Key,
  draft: Draft,
  outcome: { readonly problems?: Problems; readonly status?: number } = {},
): Promise<Response> {
  const { problems, status = problems === undefined ? 200 : 400 } = outcome
  const { words } = visit
  const say = words.tightenKey
  const title = say.title(key.name)
  const path = `${holder.path}/${key.id}`
  const row = draft.rows[0] ?? { may: [], where: '', package: '' }
  const main = html`<div class="stack-wide">
    <div class="stack">
      ${wayBack(holder, key)}
      <h1>${title}</h1>
      <p class="lead">${say.lead}</p>
    </div>
    <div class="panel">${keyFacts(words, key, visit.now)}</div>
    <form class="stack-wide" method="post" action="${path}/tighten" novalidate>
      ${formTokenField(visit.session.formToken)}
      ${formProblem(problems)}
      ${offeredPackages(await holder.packages())}
      ${rowFields(words, row, { number: 1, rows: 1, holder, ...(problems && { problems }) })}
      <section class="panel stack">
        ${networksField(words, draft, problems)}
        ${field({
          name: 'date',
          label: say.until,
          type: 'date',
          value: draft.date,
          ...(problems && { problems }),
        })}
      </section>
      <div class="actions"><button>${say.button}</button> <a href="${path}">${say.leave}</a></div>
    </form>
  </div>`
  const current = holder.current && { current: holder.current }
  return page(visit, { title, main, ...current }, { status })
}
