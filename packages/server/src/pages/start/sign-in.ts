/** Signing in and out. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { isSignedIn } from '../../accounts/index.ts'
import { newSecretText } from '../../host/index.ts'
import { statusOf } from '../../http/index.ts'
import type { RequestOptions } from '../../passkeys/index.ts'
import { page, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { keepLanguage } from '../language/keep-language.ts'
import { field, formProblem } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { localPath } from '../local-path.ts'
import { passkeyButton, typedPasskey } from '../passkey-button.ts'
import { askedCookie, sessionCookie } from '../session-cookie.ts'
import { codePath, endSessionOf, type Handler, originOf, type SessionVisit, type Visit } from '../visit.ts'
import { cameFor } from './came-for.ts'

/** `GET /login?next=/account/keys` */
export const signInForm: Handler = (visit, house) => {
  const next = localPath(visit.query.get('next'))
  if (visit.unfinished !== undefined) return seeOther(codePath(next))
  return visit.session === undefined ? formPage(visit, house, { next, username: '' }) : seeOther(next)
}

/** `POST /login` */
export const signIn: Handler = async (visit, house) => {
  const { sessions, origin } = house
  const { form, address, userAgent } = visit
  const next = localPath(form.text('next'))
  const username = form.text('username')
  const signedIn = await sessions.signIn({
    username,
    password: new Secret(form.exact('password')),
    address,
    userAgent,
  })
  if (refused(signedIn)) return formPage(visit, house, { next, username }, signedIn)
  // Whoever was signed in on this browser before is not any more: the old id must not live on unseen.
  await endSessionOf(visit, sessions)
  await keepLanguage(visit, house, signedIn.session)
  return seeOther(isSignedIn(signedIn.session) ? next : codePath(next), {
    'set-cookie': sessionCookie(origin).set(signedIn.cookie),
  })
}

/** `POST /login/passkey`: the passkey says who it is, and nothing more is asked for. */
export const signInWithPasskey: Handler = async (visit, house) => {
  const { form, asked } = visit
  const next = localPath(form.text('next'))
  const credential = typedPasskey(form)
  // Whoever keeps no cookies is asked once more, and then told so by the browser.
  if (credential === undefined || asked === undefined) return formPage(visit, house, { next, username: '' })
  const signedIn = await house.passkeys.signIn({ browser: asked, credential, from: originOf(visit) })
  if (refused(signedIn)) return formPage(visit, house, { next, username: '' }, signedIn)
  await endSessionOf(visit, house.sessions)
  await keepLanguage(visit, house, signedIn.session)
  const response = seeOther(next, { 'set-cookie': sessionCookie(house.origin).set(signedIn.cookie) })
  response.headers.append('set-cookie', askedCookie(house.origin).clear())
  return response
}

/** `POST /logout`; who gave the password only, and starts again, was never in. */
export const signOut: Handler<SessionVisit> = async (visit, { sessions, origin }) => {
  await sessions.end(visit.session, originOf(visit))
  return seeOther(isSignedIn(visit.session) ? '/?done=signed-out' : '/login', {
    'set-cookie': sessionCookie(origin).clear(),
  })
}

async function formPage(
  visit: Visit,
  house: House,
  typed: { readonly next: string; readonly username: string },
  problem?: Refusal,
): Promise<Response> {
  const { words } = visit
  const say = words.signIn
  const why = cameFor(words, typed.next)
  // Which of the two was wrong is told to nobody; it is typed again here in any case.
  const problems = problem && problemsOf(words, problem, { wrong_password: 'password' })
  const browser = visit.asked ?? new Secret(newSecretText(house.random))
  const asked = house.passkeys.askToSignIn(browser)
  const main = html`<div class="panel stack">
    <h1>${say.title}</h1>
    ${why === undefined ? nothing : html`<p>${why}</p>`}
    ${formProblem(problems)}
    <form class="stack" method="post" action="/login">
      <input type="hidden" name="next" value="${typed.next}">
      ${field({
        name: 'username',
        label: say.username,
        value: typed.username,
        autocomplete: asked === undefined ? 'username' : 'username webauthn',
        technical: true,
        required: true,
        autofocus: typed.username === '',
      })}
      ${field({
        name: 'password',
        label: say.password,
        type: 'password',
        autocomplete: 'current-password',
        required: true,
        autofocus: typed.username !== '',
        ...(problems && { problems }),
      })}
      <div class="actions"><button>${say.title}</button><a href="/forgot">${say.forgotten}</a></div>
    </form>
    ${asked === undefined ? nothing : byPasskey(words, asked, typed.next)}
    <p class="small soft">${say.noAccount}</p>
  </div>`
  const kept = asked && { 'set-cookie': askedCookie(house.origin).set(browser) }
  const headers = { ...kept, ...(problem && retryAfter(problem)) }
  const answer = { headers, ...(problem && { status: statusOf(problem) }) }
  return page(visit, { title: say.title, main, narrow: true }, answer)
}

function byPasskey(words: Words, asked: RequestOptions, next: string): Markup {
  const { signIn: button, needsScriptToSignIn: needsScript } = words.passkeys
  return html`<form class="stack" method="post" action="/login/passkey">
    <input type="hidden" name="next" value="${next}">
    ${passkeyButton(words, { asked, button, needsScript, offer: true })}
  </form>`
}
