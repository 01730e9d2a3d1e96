/** What an organization asks of its people and of their keys: seen by its members, set by its owners. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain, type Policy } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `GET /organizations/:organization/policy` */
export const policyPage: Handler<OrganizationVisit> = async (visit, house) => {
  const policy = await house.organizations.policy(visit.organization.id)
  return policy === undefined ? refusal(visit, notFound) : show(visit, policy)
}

/** `POST` to the same. */
export const setPolicy: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, form } = visit
  const days = form.text('longest_key_days')
  const change: Policy = {
    requireSecondFactor: form.text('require_second_factor') === 'yes',
    keysNeedWindow: form.text('keys_need_window') === 'yes',
    longestKeyDays: days === '' ? undefined : Number(days),
    keyMakers: form.text('key_makers') === 'owner' ? 'owner' : 'admin',
    keyExchange: exchanges.find(value => value === form.text('key_exchange')) ?? 'allow',
  }
  const changed = await house.organizations.setPolicy(
    organization.id,
    change,
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? show(visit, change, changed) : seeOther(visit.path)
}

const exchanges = ['allow', 'warn', 'refuse'] as const

async function show(visit: OrganizationVisit, policy: Policy, problem?: Refusal): Promise<Response> {
  const { organization, words } = visit
  const say = words.policy
  const problems = problem && problemsOf(words, problem, { invalid_policy: 'longest_key_days' })
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="/organizations/${organization.name}">${organization.displayName}</a></p>
    <h1>${say.title}</h1>
    <p>${say.introduction(organization.displayName)}</p>
    ${visit.ways.settings ? policyForm(visit, policy, problems) : policyFacts(words, policy)}
  </div>`
  return page(
    visit,
    { title: say.of(organization.displayName), main, narrow: true },
    problem && { status: statusOf(problem) },
  )
}

function policyForm(
  { path, session, words: { policy: say } }: OrganizationVisit,
  policy: Policy,
  problems?: Problems,
): Markup {
  return html`${formProblem(problems)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      <fieldset><legend>${say.secondFactor}</legend>
        ${box('require_second_factor', policy.requireSecondFactor, say.requireSecondFactor, say.requireSecondFactorHint)}
        ${box('keys_need_window', policy.keysNeedWindow, say.keysNeedWindow, say.keysNeedWindowHint)}
      </fieldset>
      ${field({
        name: 'longest_key_days',
        label: say.longest,
        hint: say.longestHint,
        value: policy.longestKeyDays === undefined ? '' : String(policy.longestKeyDays),
        inputmode: 'numeric',
        ...(problems && { problems }),
      })}
      ${select({
        name: 'key_makers',
        label: say.makers,
        choices: [
          { value: 'admin', label: say.makersAre.admin },
          { value: 'owner', label: say.makersAre.owner },
        ],
        value: policy.keyMakers,
      })}
      ${select({
        name: 'key_exchange',
        label: say.exchange,
        choices: exchanges.map(value => ({ value, label: say.exchanges[value] })),
        value: policy.keyExchange,
      })}
      <div class="actions"><button>${say.save}</button></div>
    </form>`
}

function box(name: string, ticked: boolean, label: string, hint: string): Markup {
  return html`<div class="choice">
    <input type="checkbox" id="${name}" name="${name}" value="yes" ${ticked ? html`checked` : nothing}>
    <label for="${name}">${label} <span class="hint">${hint}</span></label>
  </div>`
}

function policyFacts({ policy: say }: Words, policy: Policy): Markup {
  const { facts } = say
  const { longestKeyDays: days } = policy
  return html`<dl class="facts">
    <div><dt>${facts.secondFactor}</dt><dd>${policy.requireSecondFactor ? facts.required : facts.notRequired}</dd></div>
    <div><dt>${facts.ownKeys}</dt><dd>${policy.keysNeedWindow ? facts.needCode : facts.needNoCode}</dd></div>
    <div><dt>${facts.longest}</dt><dd>${days === undefined ? facts.noLimit : facts.days(days)}</dd></div>
    <div><dt>${facts.makers}</dt><dd>${facts.makersAre[policy.keyMakers]}</dd></div>
    <div><dt>${facts.exchange}</dt><dd>${say.exchanges[policy.keyExchange]}</dd></div>
  </dl>`
}
