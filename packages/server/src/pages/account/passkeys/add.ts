/** Adding a passkey: the browser makes it, and it gets a name. */
import { type Refusal, refused } from '@latchkey/tokens'
import { statusOf } from '../../../http/index.ts'
import { page, refusal, seeOther } from '../../answers.ts'
import type { House } from '../../house.ts'
import { browserName } from '../../layout/browser-name.ts'
import { field, formProblem } from '../../layout/field.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html } from '../../layout/markup.ts'
import { problemsOf } from '../../layout/problems.ts'
import { passkeyButton, typedPasskey } from '../../passkey-button.ts'
import { sessionCookie } from '../../session-cookie.ts'
import { type Handler, originOf, type SignedInVisit } from '../../visit.ts'
import { recoveryCodesPage } from '../second-factor/recovery-codes.ts'

/** `POST /account/passkeys/new`: asks the browser for one. By a form, because it takes a step-up. */
export const newPasskey: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /account/passkeys/add`: what the browser made. The first second factor comes with recovery codes. */
export const addPasskey: Handler<SignedInVisit> = async (visit, house) => {
  const credential = typedPasskey(visit.form)
  if (credential === undefined) return show(visit, house)
  const passkey = { credential, name: visit.form.text('name') }
  const added = await house.passkeys.add(visit.session, passkey, originOf(visit))
  if (refused(added)) return show(visit, house, added)
  const { signedIn, recoveryCodes } = added
  const set = { 'set-cookie': sessionCookie(house.origin).set(signedIn.cookie) }
  if (recoveryCodes.length === 0) return seeOther('/account/passkeys?done=added', set)
  const { codesAdded } = visit.words.passkeys
  return recoveryCodesPage({ ...visit, session: signedIn.session }, house, recoveryCodes, codesAdded, set)
}

async function show(visit: SignedInVisit, { passkeys }: House, problem?: Refusal): Promise<Response> {
  const asked = await passkeys.askToAdd(visit.session)
  if (refused(asked)) return refusal(visit, asked)
  const { words, session, form, userAgent } = visit
  const say = words.passkeys
  const problems = problem && problemsOf(words, problem, { invalid_passkey_name: 'name' })
  const main = html`<div class="stack">
    <h1>${say.add}</h1>
    <p>${say.howTo}</p>
    ${formProblem(problems)}
    <form class="panel stack" method="post" action="/account/passkeys/add">${formTokenField(session.formToken)}
      ${field({
        ...{ name: 'name', label: say.name, hint: say.nameHint, required: true, maxlength: 80 },
        value: form.text('name') || browserName(words, userAgent).slice(0, 80),
        ...(problems && { problems }),
      })}
      <div class="actions">
        ${passkeyButton(words, { asked, button: say.make, alone: true, needsScript: say.needsScriptToAdd })}
        <a href="/account/passkeys">${say.leave}</a>
      </div>
    </form>
  </div>`
  const frame = { title: say.add, main, narrow: true, current: '/account' } as const
  return page(visit, frame, problem && { status: statusOf(problem) })
}
