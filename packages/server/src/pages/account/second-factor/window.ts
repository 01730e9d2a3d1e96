/** Giving a code for one login or key, for what runs where no code can be typed: it then needs no other for five minutes. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../../../audit/index.ts'
import { statusOf } from '../../../http/index.ts'
import { loginName } from '../../../logins/index.ts'
import type { Subject } from '../../../second-factors/index.ts'
import { page, refusal, retryAfter, seeOther } from '../../answers.ts'
import type { House } from '../../house.ts'
import { codeFields, codeNames, typedCode } from '../../layout/code-fields.ts'
import { formTokenField } from '../../layout/layout.ts'
import { html, nothing } from '../../layout/markup.ts'
import { notFound } from '../../permission.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'

/** `GET /account/logins/:login/window`, `GET /account/keys/:key/window`: of one's own. */
export const windowForm: Handler<SignedInVisit> = async (visit, house) => {
  const named = await subjectOf(visit, house)
  return named === undefined ? refusal(visit, notFound) : show(visit, named)
}

/** `POST` to the same. */
export const openWindow: Handler<SignedInVisit> = async (visit, house) => {
  const named = await subjectOf(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const code = typedCode(visit.form)
  if (code === undefined) return show(visit, named)
  const opened = await house.secondFactors.openWindow(named.subject, code, causeOf(visit.allowed))
  return refused(opened) ? show(visit, named, opened) : seeOther(`${visit.path}?done=opened`)
}

interface Named {
  readonly subject: Subject
  readonly name: string
}

async function subjectOf(
  { parameters, session }: SignedInVisit,
  { logins, keys }: House,
): Promise<Named | undefined> {
  const accountId = session.account.id
  if (parameters['login'] !== undefined) {
    const login = await logins.byId(parameters['login'])
    if (login?.accountId !== accountId) return undefined
    return { subject: { kind: 'login', id: login.id, accountId }, name: loginName(login) }
  }
  const key = await keys.byId(parameters['key'] ?? '')
  if (key?.owner.kind !== 'account' || key.owner.id !== accountId) return undefined
  return { subject: { kind: 'key', id: key.id, accountId }, name: key.name }
}

function show(visit: SignedInVisit, { subject, name }: Named, problem?: Refusal): Promise<Response> {
  const done = visit.query.get('done') === 'opened'
  const main = html`<div class="panel stack">
    <h1>Give a code</h1>
    ${done ? html`<p class="notice good" role="status">Taken. Go on within five minutes.</p>` : nothing}
    <p>For the ${subject.kind} <strong>${name}</strong>, which needs no other for five minutes then. Give one only if you are
      about to do something with it yourself.</p>
    <form class="stack" method="post" action="${visit.path}">
      ${codeFields(codeNames, problem)}
      <div class="actions">${formTokenField(visit.session.formToken)}<button>Give it</button></div>
    </form>
  </div>`
  const answer = problem && { status: statusOf(problem), headers: retryAfter(problem) }
  return page(visit, { title: 'Give a code', main, narrow: true }, answer)
}
