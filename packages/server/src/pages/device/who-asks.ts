/** What is known of a device that asks: all but its address and its times is what it says of itself. */
import type { DeviceRequest } from '../../authorizations/index.ts'
import { networkOf } from '../../limits/index.ts'
import type { Words } from '../catalogue/index.ts'
import { countdown } from '../layout/countdown.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import type { SignedInVisit } from '../visit.ts'

export function whoAsks(request: DeviceRequest, { address, now, path, words }: SignedInVisit): Markup {
  const say = words.consent
  const { client, deviceName, userAgent, createdAt, expiresAt } = request
  return html`<dl class="facts">
    <div><dt>${say.program}</dt><dd><strong>${client.name}</strong></dd></div>
    <div><dt>${say.callsItself}</dt><dd>${deviceName === undefined ? html`<span class="soft">${say.nothing}</span>` : html`<strong>${deviceName}</strong>`}</dd></div>
    <div class="wide"><dt>${say.fromAddress}</dt><dd>${request.address ?? say.unknown} ${nearness(words, request.address, address)}</dd></div>
    <div class="wide"><dt>${say.software}</dt><dd>${userAgent || say.silentProgram}</dd></div>
    <div><dt>${say.asked}</dt><dd>${fromNow(words, createdAt, now)}</dd></div>
    <div><dt>${say.runsOut}</dt><dd>${countdown(words, { until: expiresAt, now, leads: path.replace(/\/answer$/, '') })}</dd></div>
  </dl>`
}

/** Whether the device is where this browser is: a sign, and no proof of anything. */
function nearness({ consent: say }: Words, theirs: string | undefined, ours: string | undefined): Markup {
  if (theirs === undefined || ours === undefined) return nothing
  if (theirs === ours) return html`<span class="badge good">${say.sameAddress}</span>`
  const network = networkOf(theirs)
  return network !== undefined && network === networkOf(ours)
    ? html`<span class="badge good">${say.sameNetwork}</span>`
    : html`<span class="badge warm">${say.otherNetwork}</span><p class="hint">${say.otherNetworkHint(ours)}</p>`
}
