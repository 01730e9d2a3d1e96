/** Adding a second factor: the secret for the app, as a picture and as text, and the first code of it. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../../http/index.ts'
import { page, refusal } from '../../answers.ts'
import type { House } from '../../house.ts'
import { typedCode } from '../../layout/code-fields.ts'
import { command } from '../../layout/command.ts'
import { field } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, linkTo } from '../../layout/markup.ts'
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
    visit.words.secondFactor.added,
    set,
  )
}

async function show(visit: SignedInVisit, { secondFactors }: House, problem?: Refusal): Promise<Response> {
  const enrolment = await secondFactors.enroll(visit.session, originOf(visit))
  if (refused(enrolment)) return refusal(visit, enrolment)
  const { words } = visit
  const say = words.secondFactor
  const { secret, uri, svg } = enrolment
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg.expose()).toString('base64')}`
  const problems = problem && problemsOf(words, problem, { invalid_totp: 'code' })
  const main = html`<div class="stack">
    <p class="eyebrow"><a href="/account/second-factor">${say.title}</a></p>
    <h1>${say.add}</h1>
    <section class="panel stack">
      <h2>${say.show}</h2>
      <img class="qr" src="${picture}" alt="${say.qr}" width="240" height="240">
      <p class="small">${say.noCamera(linkTo(uri.expose()))}</p>
      ${command(words, secret.expose(), say.theSecret, 'secret')}
    </section>
    <form class="panel stack" method="post" action="/account/second-factor/confirm">
      <h2>${say.type}</h2>
      ${field({
        name: 'code',
        label: say.sixDigits,
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
        technical: true,
        required: true,
        autofocus: problem !== undefined,
        ...(problems && { problems }),
      })}
      <div class="actions">${formTokenField(visit.session.formToken)}<button>${say.confirm}</button> <a href="/account/second-factor">${say.leave}</a></div>
    </form>
  </div>`
  const frame = { title: say.add, main, narrow: true, current: '/account' } as const
  return page(visit, frame, problem && { status: statusOf(problem) })
}
