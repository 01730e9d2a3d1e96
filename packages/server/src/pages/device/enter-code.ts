/** Where a person enters the code that a device shows. Nothing is approved here. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /device`, `GET /device?user_code=WDJB-MJHT` */
export const enterCodeForm: Handler<SignedInVisit> = visit => {
  const done = visit.query.get('done')
  if (done === 'approved' || done === 'denied') return donePage(visit, done)
  return formPage(visit, (visit.query.get('user_code') ?? '').slice(0, 40))
}

/** `POST /device` */
export const enterCode: Handler<SignedInVisit> = async (visit, { deviceAuthorizations }) => {
  const typed = visit.form.text('user_code')
  const asked = await deviceAuthorizations.open(typed, visit.session, originOf(visit))
  return refused(asked) ? formPage(visit, typed, asked) : seeOther(`/device/${asked.userCode}`)
}

function formPage(visit: SignedInVisit, code: string, problem?: Refusal): Promise<Response> {
  const { words } = visit
  const say = words.device
  const isLinked = problem === undefined && code !== ''
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    ${isLinked ? html`<p>${say.isItYours}</p>` : html`<p>${say.enter}</p>`}
    <form class="stack" method="post" action="/device">${formTokenField(visit.session.formToken)}
      ${field({
        name: 'user_code',
        label: say.code,
        value: code,
        hint: say.codeHint,
        autocomplete: 'off',
        technical: true,
        required: true,
        autofocus: true,
        maxlength: 40,
        ...(problem && {
          problems: problemsOf(words, problem, { unknown_code: 'user_code', too_many_requests: 'user_code' }),
        }),
      })}
      <div class="actions"><button>${say.go}</button></div>
    </form>
    <p class="small soft">${say.afterwards}</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}

function donePage(visit: SignedInVisit, done: 'approved' | 'denied'): Promise<Response> {
  const say = visit.words.device
  const title = done === 'approved' ? say.approvedTitle : say.deniedTitle
  const said = done === 'approved' ? approved(visit.words) : denied(visit.words)
  const main = html`<div class="panel stack"><h1>${title}</h1>${said}</div>`
  return page(visit, { title, main, narrow: true })
}

function approved({ device: say }: Words): Markup {
  return html`<p class="notice good" role="status">${say.approved}</p>
    <p>${say.approvedListed(linkTo('/account/logins'))}</p>`
}

function denied({ device: say }: Words): Markup {
  return html`<p class="notice" role="status">${say.denied}</p>
    <p>${say.deniedHint(linkTo('/account/logins'))}</p>`
}
