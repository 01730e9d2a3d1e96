/** `/oauth/authorize`: a client sends a person here to be let in, and gets a code back (RFC 6749, section 4.1). */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../http/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { answerButtons } from '../consent/answer-buttons.ts'
import { approvalIn, consentFields } from '../consent/consent-fields.ts'
import { withinReach } from '../consent/reach.ts'
import type { Form } from '../form.ts'
import type { House } from '../house.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { leadingTo } from '../security-headers.ts'
import { type Handler, originOf, type SignedInVisit, type Visit } from '../visit.ts'
import {
  type AuthorizeRequest,
  parameterNames,
  readAuthorizeRequest,
  type ToldToClient,
} from './authorize-request.ts'
import { asDescription, sendBack } from './redirect.ts'

/**
 * `GET /oauth/authorize`. What is wrong is told before anybody signs in: a browser that came from the sign-in form would
 * not be let on to the client.
 */
export const authorizePage: Handler = async (visit, house) => {
  const request = await readAuthorizeRequest(name => visit.query.getAll(name), house)
  if (refused(request)) return refusal(visit, request)
  if ('error' in request) return tellClient(request, house)
  const { session } = visit
  if (session === undefined)
    return seeOther(`/login?next=${encodeURIComponent(`${visit.path}?${visit.query}`)}`)
  return show({ ...visit, session }, house, request)
}

/** `POST /oauth/authorize`: `do` is `approve` or `deny`. */
export const answerAuthorize: Handler<SignedInVisit> = async (visit, house) => {
  const { form, session } = visit
  const request = await readAuthorizeRequest(form.all, house)
  if (refused(request)) return refusal(visit, request)
  if ('error' in request) return tellClient(request, house)
  if (form.text('do') === 'deny') {
    const description = 'The person denied it.'
    return tellClient({ wayBack: request, error: 'access_denied', description }, house)
  }
  if (form.text('do') !== 'approve') return show(visit, house, request)
  const { client, redirectUri, codeChallenge, deviceName, scopes: asked } = request
  const approval = approvalIn(form, await withinReach(asked, visit, house))
  const code = await house.authorizationCodes.issue(
    { ...approval, asked, client, redirectUri, codeChallenge, deviceName },
    session,
    originOf(visit),
  )
  return refused(code)
    ? show(visit, house, request, code)
    : sendBack(request, { code: code.expose() }, house.origin)
}

/** Where the answer to a form of this page goes. */
export function answeredAt(form: Form): string | undefined {
  return form.all('redirect_uri')[0]
}

function tellClient(
  { wayBack, error, description }: ToldToClient,
  { origin }: Pick<House, 'origin'>,
): Response {
  return sendBack(wayBack, { error, error_description: asDescription(description) }, origin)
}

type Asked = Pick<SignedInVisit, keyof Visit> & Pick<SignedInVisit, 'session'>

async function show(
  visit: Asked,
  house: House,
  request: AuthorizeRequest,
  problem?: Refusal,
): Promise<Response> {
  const { client, redirectUri, deviceName, scopes: asked } = request
  const reach = await withinReach(asked, visit, house)
  const { words } = visit
  const say = words.consent
  const title = say.title(client.name)
  const main = html`<div class="stack">
    <h1>${title}</h1>
    <p class="notice">${say.warning}</p>
    <form class="panel stack" method="post" action="/oauth/authorize">
      <dl class="facts">
        <div><dt>${say.program}</dt><dd><strong>${client.name}</strong></dd></div>
        ${deviceName === undefined ? nothing : html`<div><dt>${say.callsItself}</dt><dd><strong>${deviceName}</strong></dd></div>`}
        <div class="wide"><dt>${say.answeredAt}</dt><dd>${whereTo(words, redirectUri)}</dd></div>
      </dl>
      <hr>
      ${consentFields(visit, house, { client, asked, reach, problem })}
      ${answerButtons(words, reach)}
      <p class="small soft">${say.into(visit.session.account.username)}</p>
      ${formTokenField(visit.session.formToken)} ${carried(visit)}
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return leadingTo(redirectUri, await page(visit, { title, main, narrow: true }, answer))
}

/** The request as it came: the answer reads it once more, and trusts nothing that the page said. */
function carried({ query, form }: Asked): Markup {
  const all = form.entries.length > 0 ? form.all : (name: string) => query.getAll(name)
  const fields = parameterNames.flatMap(name => all(name).map(value => ({ name, value })))
  return html`${fields.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** A program on this machine is what people expect; a server somewhere else gets what it asks for itself. */
function whereTo({ consent: say }: Words, redirectUri: string): Markup {
  const { protocol, hostname, host } = new URL(redirectUri)
  if (protocol === 'https:')
    return html`<strong>${host}</strong> <span class="badge warm">${say.goesElsewhere}</span>`
  return html`${protocol === 'http:' ? say.thisMachine(hostname) : say.appOf(protocol)}`
}
