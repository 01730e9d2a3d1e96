/** The one page that shows recovery codes: rendered from the POST, never stored. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { page, refusal } from '../../answers.ts'
import type { House } from '../../house.ts'
import { command } from '../../layout/command.ts'
import { html } from '../../layout/markup.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `POST /account/second-factor/recovery-codes` */
export const renewRecoveryCodes: Handler<SignedInVisit> = async (visit, house) => {
  const codes = await house.secondFactors.renewRecoveryCodes(visit.session.account.id, causeOf(visit.allowed))
  return refused(codes)
    ? refusal(visit, codes)
    : recoveryCodesPage(visit, house, codes, 'Your former recovery codes are good for nothing now')
}

export function recoveryCodesPage(
  visit: SignedInVisit,
  { origin }: Pick<House, 'origin'>,
  codes: readonly Secret[],
  what: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const text = codes.map(code => code.expose()).join('\n')
  const main = html`<div class="stack">
    <p class="notice good" role="status">${what}.</p>
    <h1>Keep these recovery codes</h1>
    <p>Each signs <strong>${visit.session.account.username}</strong> in to ${origin} once when the app is lost. Keep them
      where you find them without your phone. <strong>They are shown this once.</strong></p>
    ${command(text, 'the recovery codes', 'secret')}
    <div class="actions" data-print="Print them"><a class="button" href="/account/second-factor">I have kept them</a></div>
  </div>`
  return page(visit, { title: 'Recovery codes', main, narrow: true, current: '/account' }, { headers })
}
