/** A one-time code for a login or a key: where the refusal of a client that cannot ask for one leads to. */
import { refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import { loginName } from '../../logins/index.ts'
import type { Subject } from '../../second-factors/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { codeFields, typedCode } from '../layout/code-fields.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup } from '../layout/markup.ts'
import { notFound } from '../permission.ts'
import type { Handler, SignedInVisit } from '../visit.ts'

/** `GET /account/logins/:login/step-up`, `GET /account/keys/:key/step-up` */
export const stepUpPage: Handler<SignedInVisit> = async (visit, house) => {
  const named = await namedIn(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const { active } = await house.secondFactors.status(visit.session.account.id)
  if (!active) return show(visit, withoutSecondFactor)
  return visit.query.get('done') === 'given' ? show(visit, given(named)) : show(visit, form(visit, named))
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
  return show(visit, form(visit, named, codeFields(undefined, opened)), answer)
}

interface Named extends Subject {
  readonly name: string
}

/** Somebody else's is as unknown as one that never was. */
async function namedIn(
  { parameters, session }: SignedInVisit,
  { logins, keys }: House,
): Promise<Named | undefined> {
  const accountId = session.account.id
  const { login: loginId, key: keyId } = parameters
  if (loginId !== undefined) {
    const login = await logins.byId(loginId)
    if (login?.accountId !== accountId) return undefined
    return { kind: 'login', id: loginId, accountId, name: loginName(login) }
  }
  const key = keyId === undefined ? undefined : await keys.byId(keyId)
  if (key?.owner.kind !== 'account' || key.owner.id !== accountId) return undefined
  return { kind: 'key', id: key.id, accountId, name: key.name }
}

function show(visit: SignedInVisit, content: Markup, answer = {}): Promise<Response> {
  const main = html`<div class="panel stack">${content}</div>`
  return page(visit, { title: 'A one-time code', main, narrow: true }, answer)
}

function form({ path, session }: SignedInVisit, { kind, name }: Named, fields = codeFields()): Markup {
  return html`<h1>A one-time code</h1>
    <p>For five minutes the ${kind} <strong>${name}</strong> may then change what it may change. Give a code only if you
      were just about to do that yourself.</p>
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${fields}
      <div class="actions"><button>Go on for five minutes</button><a href="/account/${kind}s">Do not</a></div>
    </form>`
}

function given({ kind, name }: Named): Markup {
  return html`<h1>Now do it again</h1>
    <p>For five minutes the ${kind} <strong>${name}</strong> needs no other code.</p>`
}

const withoutSecondFactor = html`<h1>A one-time code</h1>
  <p>Your account has no second factor that could make one. <a href="/account/second-factor">Add one</a> first.</p>`

const codeMissing = refuse(
  'invalid_totp',
  'No code was typed.',
  'Type the six digits that your app shows now.',
)
