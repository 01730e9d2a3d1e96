/** How it ended with a code, told to the browser that entered it: what happened, and what to do now. */
import type { DeviceRequest, DeviceState } from '../../authorizations/index.ts'
import { page } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { scopeList } from '../consent/scope-words.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import type { SignedInVisit } from '../visit.ts'

type Ended = DeviceRequest & { readonly state: Exclude<DeviceState, 'waiting'> }

export function hasEnded(request: DeviceRequest): request is Ended {
  return request.state !== 'waiting'
}

/** `GET /device/:code` of one that does not wait any more; `?again` where somebody just tried to answer it once more. */
export function endingPage(visit: SignedInVisit, request: Ended): Promise<Response> {
  const { words, query } = visit
  const { title, tone, text } = endings[request.state](words, request)
  const main = html`<div class="panel stack" ${waitsFor(words, request)}>
    <h1 class="ending ${tone}">${title}</h1>
    ${query.has('again') ? answeredBefore(visit, request) : nothing}
    ${text}
  </div>`
  return page(visit, { title, main, narrow: true }, { status: request.state === 'expired' ? 410 : 200 })
}

/** `assets/waiting.js` looks at the same page until the device came back; a link does so without it. */
function waitsFor({ device: say }: Words, { state }: Ended): Markup {
  if (state === 'let in') return html`data-arrived`
  return state === 'approved'
    ? html`aria-live="polite" data-looks="${say.looksByItself}" data-stopped="${say.stopped}"`
    : nothing
}

interface Ending {
  readonly title: string
  readonly tone: 'good' | 'warm' | 'bad'
  readonly text: Markup
}

const endings: Readonly<Record<Ended['state'], (words: Words, request: Ended) => Ending>> = {
  approved: (words, request) => ({
    ...{ title: words.device.approvedTitle, tone: 'good' },
    text: html`<p class="lead">${words.device.approved}</p>
      <p class="small soft"><span data-looking></span> <a href="/device/${request.userCode}">${words.device.lookAgain}</a></p>
      ${whatIsLetIn(words, request)}`,
  }),
  'let in': (words, request) => ({
    ...{ title: words.device.approvedTitle, tone: 'good' },
    text: html`<p class="lead">${words.device.letIn}</p> ${whatIsLetIn(words, request)}`,
  }),
  denied: ({ device: say }) => ({
    ...{ title: say.deniedTitle, tone: 'bad' },
    text: html`<p class="lead">${say.denied}</p> <p>${say.deniedHint(linkTo('/account/logins'))}</p>`,
  }),
  expired: ({ device: say }, { answeredAt }) => ({
    ...{ title: say.expiredTitle, tone: 'warm' },
    text: html`<p class="lead">${answeredAt === undefined ? say.expired : say.notFetched}</p>
      <p>${say.startAgain}</p>
      <div class="actions"><a class="button" href="/device">${say.enterNew}</a></div>`,
  }),
}

function whatIsLetIn(words: Words, { client, deviceName, scopes }: Ended): Markup {
  const { consent, logins, device: say } = words
  return html`<dl class="facts">
    <div><dt>${consent.program}</dt><dd>${client.name}</dd></div>
    <div><dt>${consent.callsItself}</dt><dd>${deviceName ?? consent.nothing}</dd></div>
    <div class="wide"><dt>${logins.mayDo}</dt><dd>${scopeList(words, scopes, client.ecosystem)}</dd></div>
  </dl>
  <p>${say.approvedListed(linkTo('/account/logins'))}</p>`
}

function answeredBefore({ words, now }: SignedInVisit, { answeredAt }: Ended): Markup {
  return answeredAt === undefined
    ? nothing
    : html`<p class="notice" role="status">${words.device.answeredBefore(fromNow(words, answeredAt, now))}</p>`
}
