/** A one-time code for a login or a key: where the refusal of a client that cannot ask for one leads to. */
import { refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Subject } from '../../second-factors/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { codeFields, typedCode } from '../layout/code-fields.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { loginInWords } from './logins.ts'

/** `GET /account/logins/:login/step-up`, `GET /account/keys/:key/step-up` */
export const stepUpPage: Handler<SignedInVisit> = async (visit, house) => {
  const named = await namedIn(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const { active } = await house.secondFactors.status(visit.session.account.id)
  if (!active) return show(visit, withoutSecondFactor(visit.words))
  return visit.query.get('done') === 'given'
    ? show(visit, given(visit.words, named))
    : show(visit, form(visit, named))
}

/** `POST` to the same. */
export const stepUp: Handler<SignedInVisit> = async (visit, house) => {
  const named = await namedIn(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const code = typedCode(visit.form)
  const opened =
    code === undefined
      ? codeMissing
      : await house.secondFactors.openWindow(named, code, causeOf(visit.allowed))
  if (!refused(opened)) return seeOther(`${visit.path}?done=given`)
  const answer = { status: statusOf(opened), headers: retryAfter(opened) }
  return show(visit, form(visit, named, codeFields(visit.words, { problem: opened })), answer)
}

interface Named extends Subject {
  readonly name: string
}

/** Somebody else's is as unknown as one that never was. */
async function namedIn(
  { parameters, session, words }: SignedInVisit,
  { logins, keys }: House,
): Promise<Named | undefined> {
  const accountId = session.account.id
  const { login: loginId, key: keyId } = parameters
  if (loginId !== undefined) {
    const login = await logins.byId(loginId)
    if (login?.accountId !== accountId) return undefined
    return { kind: 'login', id: loginId, accountId, name: loginInWords(words, login) }
  }
  const key = keyId === undefined ? undefined : await keys.byId(keyId)
  if (key?.owner.kind !== 'account' || key.owner.id !== accountId) return undefined
  return { kind: 'key', id: key.id, accountId, name: key.name }
}

function show(visit: SignedInVisit, content: Markup, answer = {}): Promise<Response> {
  const main = html`<div class="panel stack">${content}</div>`
  return page(visit, { title: visit.words.stepUp.title, main, narrow: true }, answer)
}

function form(
  { path, session, words }: SignedInVisit,
  { kind, name }: Named,
  fields = codeFields(words),
): Markup {
  const say = words.stepUp
  return html`<h1>${say.title}</h1>
    <p>${kind === 'login' ? say.ofLogin(name) : say.ofKey(name)}</p>
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${fields}
      <div class="actions"><button>${say.button}</button><a href="/account/${kind}s">${say.leave}</a></div>
    </form>`
}

function given({ stepUp: say }: Words, { kind, name }: Named): Markup {
  return html`<h1>${say.givenTitle}</h1>
    <p>${kind === 'login' ? say.givenToLogin(name) : say.givenToKey(name)}</p>`
}

function withoutSecondFactor({ stepUp: say }: Words): Markup {
  return html`<h1>${say.title}</h1>
    <p>${say.noSecondFactor(linkTo('/account/second-factor'))}</p>`
}

const codeMissing = refuse(
  'invalid_totp',
  'No code was typed.',
  'Type the six digits that your app shows now.',
)
