/** Adding a second factor: the secret for the app, as a picture and as text, and the first code of it. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { statusOf } from '../../../http/index.ts'
import { page, refusal } from '../../answers.ts'
import type { House } from '../../house.ts'
import { typedCode } from '../../layout/code-fields.ts'
import { command } from '../../layout/command.ts'
import { field } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import { problemsOf } from '../../layout/problems.ts'
import { sessionCookie } from '../../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../../visit.ts'
import { recoveryCodesPage } from './recovery-codes.ts'

/** `POST /account/second-factor/new`: shows the secret, the same one when the page is loaded again. */
export const enrol: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /account/second-factor/confirm`: the first code, and from then on it counts. */
export const confirm: Handler<SignedInVisit> = async (visit, house) => {
  const code = typedCode(visit.form)
  if (code === undefined) return show(visit, house)
  const confirmed = await house.secondFactors.confirm(visit.session, code, originOf(visit))
  if (refused(confirmed))
    return confirmed.code === 'invalid_totp' ? show(visit, house, confirmed) : refusal(visit, confirmed)
  const { recoveryCodes, signedIn } = confirmed
  const set = { 'set-cookie': sessionCookie(house.origin).set(signedIn.cookie) }
  return recoveryCodesPage(
    { ...visit, session: signedIn.session },
    house,
    recoveryCodes,
    'The second factor is added',
    set,
  )
}

async function show(visit: SignedInVisit, { secondFactors }: House, problem?: Refusal): Promise<Response> {
  const enrolment = await secondFactors.enroll(visit.session.account.id, causeOf(visit.allowed))
  if (refused(enrolment)) return refusal(visit, enrolment)
  const { secret, uri, svg } = enrolment
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg.expose()).toString('base64')}`
  const problems = problem && problemsOf(problem, { invalid_totp: 'code' })
  const main = html`<div class="stack">
    <p class="eyebrow"><a href="/account/second-factor">Second factor</a></p>
    <h1>Add a second factor</h1>
    <section class="panel stack">
      <h2>1. Show this to your authenticator app</h2>
      <img class="qr" src="${picture}" alt="QR code of the secret that stands below as text" width="240" height="240">
      <p class="small">No camera? Type the secret into the app, or <a href="${uri.expose()}">open it on this device</a>.</p>
      ${command(secret.expose(), 'the secret', 'secret')}
    </section>
    <form class="panel stack" method="post" action="/account/second-factor/confirm">
      <h2>2. Type the code that it shows</h2>
      ${field({
        name: 'code',
        label: 'Six digits',
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
        technical: true,
        required: true,
        autofocus: problem !== undefined,
        ...(problems && { problems }),
      })}
      <div class="actions">${formTokenField(visit.session.formToken)}<button>Add it</button> <a href="/account/second-factor">Leave it</a></div>
    </form>
  </div>`
  const frame = { title: 'Add a second factor', main, narrow: true, current: '/account' } as const
  return page(visit, frame, problem && { status: statusOf(problem) })
}
