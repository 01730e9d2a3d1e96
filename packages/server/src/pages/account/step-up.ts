/** A one-time code for a login or a key: where the refusal of a client that cannot ask for one leads to. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import { statusOf } from '../../http/index.ts'
import type { Opened, Subject } from '../../second-factors/index.ts'
import { page, refusal, retryAfter, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { command } from '../layout/command.ts'
import { countdown } from '../layout/countdown.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import { fromNow } from '../layout/time.ts'
import { notFound } from '../permission.ts'
import { proofFields, typedProof } from '../proof.ts'
import { type Handler, originOf, type SignedInVisit } from '../visit.ts'
import { commandAgain } from './command-again.ts'
import { loginInWords } from './login-rows.ts'
import { type RefusedLast, refusedLast } from './refused-last.ts'

/** `GET /account/logins/:login/step-up`, `GET /account/keys/:key/step-up`: takes a code, or says how long one is good still. */
export const stepUpPage: Handler<SignedInVisit> = async (visit, house) => {
  const named = await namedIn(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const { active } = await house.secondFactors.status(visit.session.account.id)
  if (!active) return withoutSecondFactor(visit)
  const open = await house.secondFactors.windowNow(named)
  const last = await refusedLast(named, visit.now, house)
  return open === undefined ? formPage(visit, house, { named, last }) : openPage(visit, named, open, last)
}

/** `POST` to the same. */
export const stepUp: Handler<SignedInVisit> = async (visit, house) => {
  const named = await namedIn(visit, house)
  if (named === undefined) return refusal(visit, notFound)
  const opened = await openWindow(visit, house, named)
  if (!refused(opened)) return seeOther(visit.path)
  const last = await refusedLast(named, visit.now, house)
  return formPage(visit, house, { named, last, problem: opened })
}

async function openWindow(visit: SignedInVisit, house: House, named: Named): Promise<Opened | Refusal> {
  const { session, form, allowed } = visit
  const { code, passkey: credential } = typedProof(form)
  if (credential !== undefined)
    return house.passkeys.openWindow({ session, credential, from: originOf(visit) }, named)
  return code === undefined ? codeMissing : house.secondFactors.openWindow(named, code, causeOf(allowed))
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

interface Asked {
  readonly named: Named
  readonly last: RefusedLast | undefined
  readonly problem?: Refusal
}

function formPage(
  visit: SignedInVisit,
  house: House,
  { named: { kind, name }, last, problem }: Asked,
): Promise<Response> {
  const { path, session, words } = visit
  const say = words.stepUp
  const content = html`<h1>${say.title}</h1>
    <p>${kind === 'login' ? say.ofLogin(name) : say.ofKey(name)}</p>
    ${last === undefined ? nothing : whatWasRefused(visit, last)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      ${proofFields(visit, house, { problem })}
      <div class="actions"><button>${say.button}</button><a href="/account/${kind}s">${say.leave}</a></div>
    </form>`
  return show(visit, content, problem && { status: statusOf(problem), headers: retryAfter(problem) })
}

function openPage(
  visit: SignedInVisit,
  { kind, name }: Named,
  { closesAt }: Opened,
  last: RefusedLast | undefined,
): Promise<Response> {
  const { words, now, path } = visit
  const say = words.stepUp
  const again = last && commandAgain(last.client ?? '', last.action)
  const closes = countdown(words, { until: closesAt, now, leads: path })
  const content = html`<h1 class="ending good">${say.openTitle}</h1>
    <p class="lead">${kind === 'login' ? say.openForLogin(name) : say.openForKey(name)} ${say.closes} <strong>${closes}</strong>.</p>
    ${again === undefined ? html`<p>${say.sameAgain}</p>` : html`<p>${say.typeAgain}</p>${command(words, again, say.theCommand)}`}
    ${last === undefined ? nothing : whatWasRefused(visit, last)}`
  return show(visit, content)
}

function whatWasRefused({ words, now }: SignedInVisit, last: RefusedLast): Markup {
  const { action, target, client, address, at } = last
  const say = words.stepUp
  return html`<dl class="facts">
    <div class="wide"><dt>${say.refusedLast}</dt><dd><strong>${action}${target === undefined ? '' : ` ${target}`}</strong></dd></div>
    ${client === undefined ? nothing : html`<div><dt>${say.with}</dt><dd>${client}</dd></div>`}
    ${address === undefined ? nothing : html`<div><dt>${say.from}</dt><dd>${address}</dd></div>`}
    <div><dt>${say.when}</dt><dd>${fromNow(words, at, now)}</dd></div>
  </dl>`
}

function withoutSecondFactor(visit: SignedInVisit): Promise<Response> {
  const say = visit.words.stepUp
  return show(
    visit,
    html`<h1>${say.title}</h1>
    <p>${say.noSecondFactor(linkTo('/account/second-factor'))}</p>`,
  )
}

const codeMissing = refuse(
  'invalid_totp',
  'No code was typed.',
  'Type the six digits that your app shows now.',
)
