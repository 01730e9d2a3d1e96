/** The page that shows what asks: the code to compare, who and from where, and what it wants. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { DeviceRequest } from '../../authorizations/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import { answerButtons } from '../consent/answer-buttons.ts'
import { approvalIn, consentFields } from '../consent/consent-fields.ts'
import { withinReach } from '../consent/reach.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html } from '../layout/markup.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'
import { endingPage, hasEnded } from './endings.ts'
import { userCodeInLetters } from './user-code.ts'
import { whoAsks } from './who-asks.ts'

/** `GET /device/:code`: of a code that this browser entered before; looking claims nothing. */
export const compareDevice: Handler<SignedInVisit> = async (visit, house) => {
  const request = await house.deviceAuthorizations.opened(visit.parameters['code'] ?? '', visit.session)
  if (refused(request)) return refusal(visit, request)
  return hasEnded(request) ? endingPage(visit, request) : show(visit, house, request)
}

/** `POST /device/:code/answer`: `do` is `approve` or `deny`. How it ended is told where the code was compared. */
export const answerDevice: Handler<SignedInVisit> = async (visit, house) => {
  const { deviceAuthorizations } = house
  const { session, form } = visit
  const request = await deviceAuthorizations.opened(visit.parameters['code'] ?? '', session)
  if (refused(request)) return refusal(visit, request)
  const { userCode, scopes } = request
  const ending = `/device/${userCode}`
  if (hasEnded(request)) return seeOther(`${ending}?again`)
  if (form.text('do') === 'deny') {
    const denied = await deviceAuthorizations.deny(userCode, session, originOf(visit))
    return seeOther(refused(denied) ? `${ending}?again` : ending)
  }
  if (form.text('do') !== 'approve') return show(visit, house, request)
  const approval = approvalIn(form, await withinReach(scopes, visit, house))
  const approved = await deviceAuthorizations.approve(userCode, session, approval, originOf(visit))
  if (!refused(approved)) return seeOther(ending)
  // Somebody was faster: another window of this browser, or the clock.
  return approved.code === 'unknown_code'
    ? seeOther(`${ending}?again`)
    : show(visit, house, request, approved)
}

async function show(
  visit: SignedInVisit,
  house: House,
  request: DeviceRequest,
  problem?: Refusal,
): Promise<Response> {
  const { userCode, client, scopes: asked } = request
  const reach = await withinReach(asked, visit, house)
  const { words, session } = visit
  const say = words.device
  const main = html`<div class="stack">
    <h1>${say.compareTitle}</h1>
    <p>${say.mustShow}</p>
    ${userCodeInLetters(words, userCode)}
    <p class="notice">${say.warning}</p>
    <form class="panel stack" method="post" action="/device/${userCode}/answer">
      ${whoAsks(request, visit)}
      <hr>
      ${consentFields(visit, house, { client, asked, reach, problem })}
      ${answerButtons(words, reach)}
      <p class="small soft">${words.consent.into(session.account.username)}</p>
      ${formTokenField(session.formToken)}
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.compareTitle, main, narrow: true }, answer)
}
