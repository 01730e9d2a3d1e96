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
    : recoveryCodesPage(visit, house, codes, visit.words.secondFactor.renewed)
}

export function recoveryCodesPage(
  visit: SignedInVisit,
  { origin }: Pick<House, 'origin'>,
  codes: readonly Secret[],
  what: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { words } = visit
  const say = words.secondFactor
  const text = codes.map(code => code.expose()).join('\n')
  const main = html`<div class="stack">
    <p class="notice good" role="status">${what}</p>
    <h1>${say.keepCodes}</h1>
    <p>${say.keepCodesHint(visit.session.account.username, origin)}</p>
    ${command(words, text, say.theCodes, 'secret')}
    <div class="actions" data-print="${say.print}"><a class="button" href="/account/second-factor">${say.kept}</a></div>
  </div>`
  return page(visit, { title: say.recoveryCodes, main, narrow: true, current: '/account' }, { headers })
}
