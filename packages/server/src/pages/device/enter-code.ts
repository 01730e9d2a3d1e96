/** Where a person enters the code that a device shows. Nothing is approved here. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { fromNow } from '../layout/time.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'
import { hasEnded } from './endings.ts'

/** `GET /device`, `GET /device?user_code=WDJB-MJHT` */
export const enterCodeForm: Handler<SignedInVisit> = visit =>
  formPage(visit, (visit.query.get('user_code') ?? '').slice(0, 40))

/** `POST /device` */
export const enterCode: Handler<SignedInVisit> = async (visit, { deviceAuthorizations }) => {
  const typed = visit.form.text('user_code')
  const asked = await deviceAuthorizations.open(typed, visit.session, originOf(visit))
  if (!refused(asked)) return seeOther(`/device/${asked.userCode}${hasEnded(asked) ? '?again' : ''}`)
  return asked.code === 'too_many_requests' ? tooManyPage(visit, asked) : formPage(visit, typed, asked)
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
        ...(problem && { problems: problemsOf(words, problem, { unknown_code: 'user_code' }) }),
      })}
      <div class="actions"><button>${say.go}</button></div>
    </form>
    ${
      problem === undefined
        ? html`<p class="small soft">${say.afterwards}</p>`
        : html`<ul class="small soft bulleted">${say.mayBeWrong.map(each => html`<li>${each}</li>`)}</ul>`
    }
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}

/** Nothing can be entered for a while, so there is no form. */
function tooManyPage(visit: SignedInVisit, problem: Refusal): Promise<Response> {
  const { words, now } = visit
  const say = words.device
  const wait = 'retryAfter' in problem ? Number(problem.retryAfter) * 1000 : undefined
  const main = html`<div class="panel stack">
    <h1 class="ending bad">${say.tooManyTitle}</h1>
    ${wait === undefined ? nothing : html`<p class="lead">${say.tooMany(fromNow(words, now + wait, now))}</p>`}
    <p>${say.tooManyNext}</p>
    <p>${say.deniedHint(linkTo('/account/logins'))}</p>
  </div>`
  return page(
    visit,
    { title: say.tooManyTitle, main, narrow: true },
    { status: statusOf(problem), headers: retryAfter(problem) },
  )
}
