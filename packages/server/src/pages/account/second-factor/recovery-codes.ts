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
    <h1>${say.keepCodes}</h1>
    <p class="notice good" role="status">${what}</p>
    <p>${say.keepCodesHint(visit.session.account.username, origin)}</p>
    ${command(words, text, say.theCodes, 'secret')}
    <div class="actions" data-print="${say.print}"><a class="button quiet" download="${fileName(visit, origin)}" href="data:text/plain;charset=utf-8,${encodeURIComponent(file(visit, origin, text))}">${say.save}</a></div>
    <form class="panel stack" action="/account/second-factor">
      <input type="hidden" name="done" value="kept">
      <div class="choice"><input type="checkbox" id="kept" required><label for="kept">${say.kept}</label></div>
      <div class="actions"><button>${say.leaveCodes}</button></div>
    </form>
  </div>`
  return page(visit, { title: say.recoveryCodes, main, narrow: true, current: '/account' }, { headers })
}

/** What is kept says what it is for: a file is found again in years. */
function file({ session, now }: SignedInVisit, origin: string, text: string): string {
  return `${origin}\n${session.account.username}\n${new Date(now).toISOString().slice(0, 10)}\n\n${text}\n`
}

function fileName({ session }: SignedInVisit, origin: string): string {
  return `${new URL(origin).hostname}-${session.account.username}-recovery-codes.txt`
}
