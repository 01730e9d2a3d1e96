/** The page that shows what asks: the code to compare, who and from where, and what it wants. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { DeviceRequest } from '../../authorizations/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import { approvalIn, consentFields } from '../consent/consent-fields.ts'
import { withinReach } from '../consent/reach.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'

/** `GET /device/:code`: of a code that this browser entered before; looking claims nothing. */
export const compareDevice: Handler<SignedInVisit> = async (visit, house) => {
  const request = await house.deviceAuthorizations.opened(visit.parameters['code'] ?? '', visit.session)
  return refused(request) ? refusal(visit, request) : show(visit, house, request)
}

/** `POST /device/:code/answer`: `do` is `approve` or `deny`. */
export const answerDevice: Handler<SignedInVisit> = async (visit, house) => {
  const { deviceAuthorizations } = house
  const { session, form } = visit
  const request = await deviceAuthorizations.opened(visit.parameters['code'] ?? '', session)
  if (refused(request)) return refusal(visit, request)
  const { userCode, scopes } = request
  if (form.text('do') === 'deny') {
    const denied = await deviceAuthorizations.deny(userCode, session, originOf(visit))
    return refused(denied) ? refusal(visit, denied) : seeOther('/device?done=denied')
  }
  if (form.text('do') !== 'approve') return show(visit, house, request)
  const approval = approvalIn(form, await withinReach(scopes, visit, house))
  const approved = await deviceAuthorizations.approve(userCode, session, approval, originOf(visit))
  if (!refused(approved)) return seeOther('/device?done=approved')
  return approved.code === 'unknown_code' ? refusal(visit, approved) : show(visit, house, request, approved)
}

async function show(
  visit: SignedInVisit,
  house: House,
  request: DeviceRequest,
  problem?: Refusal,
): Promise<Response> {
  const { userCode, client, scopes: asked } = request
  const reach = await withinReach(asked, visit, house)
  const { words } = visit
  const say = words.device
  const main = html`<div class="stack">
    <h1>${say.compareTitle}</h1>
    <p>${say.mustShow}</p>
    <p class="user-code">${userCode}</p>
    <p class="notice">${say.warning}</p>
    ${factsOf(request, visit)}
    <form class="panel stack" method="post" action="/device/${userCode}/answer">
      ${consentFields(visit, { client, asked, reach, problem })}
      <div class="actions">
        ${reach.length === 0 ? nothing : html`<button name="do" value="approve">${words.consent.approve}</button>`}
        <button class="quiet" name="do" value="deny">${words.consent.deny}</button>
      </div>
      ${formTokenField(visit.session.formToken)}
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: say.compareTitle, main, narrow: true }, answer)
}

/** Everything about the device is what it says of itself, but for its address and its age. */
function factsOf(request: DeviceRequest, { address, now, words }: SignedInVisit): Markup {
  const say = words.consent
  const { client, deviceName, userAgent, createdAt } = request
  const isHere = request.address !== undefined && request.address === address
  return html`<dl class="facts">
    <div><dt>${say.program}</dt><dd>${client.name}</dd></div>
    <div><dt>${say.callsItself}</dt><dd>${deviceName ?? say.nothing}</dd></div>
    <div><dt>${say.asked}</dt><dd>${fromNow(words, createdAt, now)}</dd></div>
    <div class="wide"><dt>${say.fromAddress}</dt><dd>${request.address ?? say.unknown}
      ${isHere ? html`<span class="badge good">${say.sameAddress}</span>` : html`<span class="badge warm">${say.otherAddress}</span>`}</dd></div>
    <div class="wide"><dt>${say.with}</dt><dd>${userAgent || say.silentProgram}</dd></div>
  </dl>`
}
