/** Where a person enters the code that a device shows. Nothing is approved here. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup } from '../layout/markup.ts'
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
  const isLinked = problem === undefined && code !== ''
  const main = html`<div class="panel stack">
    <h1>Log in a device</h1>
    ${
      isLinked
        ? html`<p>The link that you opened brought this code. Is it the one that your device shows?</p>`
        : html`<p>Enter the code that your device shows: the terminal, or the program, in which you started to log in.</p>`
    }
    <form class="stack" method="post" action="/device">${formTokenField(visit.session.formToken)}
      ${field({
        name: 'user_code',
        label: 'Code',
        value: code,
        hint: 'Eight letters, like WDJB-MJHT.',
        autocomplete: 'off',
        technical: true,
        required: true,
        autofocus: true,
        maxlength: 40,
        ...(problem && {
          problems: problemsOf(problem, { unknown_code: 'user_code', too_many_requests: 'user_code' }),
        }),
      })}
      <div class="actions"><button>Continue</button></div>
    </form>
    <p class="small soft">You will see what asks, and for what, before anything is let in.</p>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: 'Log in a device', main, narrow: true }, answer)
}

function donePage(visit: SignedInVisit, done: 'approved' | 'denied'): Promise<Response> {
  const main = html`<div class="panel stack">${done === 'approved' ? approved : denied}</div>`
  const title = done === 'approved' ? 'Your device is let in' : 'Nothing was let in'
  return page(visit, { title, main, narrow: true })
}

const approved: Markup = html`<h1>Your device is let in</h1>
  <p class="notice good" role="status">Go back to it: it goes on by itself within a few seconds. Stay signed in here until
    it does.</p>
  <p>What you let in is listed under <a href="/account/logins">my logins</a>, and can be ended there.</p>`

const denied: Markup = html`<h1>Nothing was let in</h1>
  <p class="notice" role="status">The device is told that you denied it.</p>
  <p>If you did not start a login yourself, somebody may have tried to use your account.
    <a href="/account/logins">See what is let in</a>.</p>`
