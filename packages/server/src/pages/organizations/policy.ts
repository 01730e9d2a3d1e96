/** What an organization asks of its people and of their keys: seen by its members, set by its owners. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain, type Policy } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { mayAdminister } from './organization.ts'

/** `GET /organizations/:organization/policy` */
export const policyPage: Handler<OrganizationVisit> = async (visit, house) => {
  const policy = await house.organizations.policy(visit.organization.id)
  return policy === undefined ? refusal(visit, notFound) : show(visit, house, policy)
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
    keyExchange: exchanges.find(({ value }) => value === form.text('key_exchange'))?.value ?? 'allow',
  }
  const changed = await house.organizations.setPolicy(
    organization.id,
    change,
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? show(visit, house, change, changed) : seeOther(visit.path)
}

const exchanges = [
  { value: 'allow', label: 'Yes' },
  { value: 'warn', label: 'Yes, with a warning' },
  { value: 'refuse', label: 'No' },
] as const

async function show(
  visit: OrganizationVisit,
  house: House,
  policy: Policy,
  problem?: Refusal,
): Promise<Response> {
  const { organization } = visit
  const problems = problem && problemsOf(problem, { invalid_policy: 'longest_key_days' })
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="/organizations/${organization.name}">${organization.displayName}</a></p>
    <h1>Policy</h1>
    <p>What ${organization.displayName} asks beyond roles. A change holds at once, on every device.</p>
    ${(await mayAdminister('settings', visit, house)) ? policyForm(visit, policy, problems) : policyFacts(policy)}
  </div>`
  return page(
    visit,
    { title: `Policy of ${organization.displayName}`, main, narrow: true },
    problem && { status: statusOf(problem) },
  )
}

function policyForm({ path, session }: OrganizationVisit, policy: Policy, problems?: Problems): Markup {
  return html`${formProblem(problems)}
    <form class="stack" method="post" action="${path}">${formTokenField(session.formToken)}
      <fieldset><legend>Second factor</legend>
        ${box('require_second_factor', policy.requireSecondFactor, 'Required of everybody', 'whoever has none sees and does nothing here')}
        ${box('keys_need_window', policy.keysNeedWindow, 'Asked for with people’s own keys', 'they change something only within five minutes of a one-time code')}
      </fieldset>
      ${field({
        name: 'longest_key_days',
        label: 'Days that keys work for at most',
        hint: 'Keys that were made to work for longer do nothing here. Empty for no limit.',
        value: policy.longestKeyDays === undefined ? '' : String(policy.longestKeyDays),
        inputmode: 'numeric',
        ...(problems && { problems }),
      })}
      ${select({
        name: 'key_makers',
        label: 'Who makes keys of the organization',
        choices: [
          { value: 'admin', label: 'Admins and owners' },
          { value: 'owner', label: 'Owners alone' },
        ],
        value: policy.keyMakers,
      })}
      ${select({
        name: 'key_exchange',
        label: 'People’s own keys can be exchanged for short tokens that read its repositories',
        choices: exchanges,
        value: policy.keyExchange,
      })}
      <div class="actions"><button>Save</button></div>
    </form>`
}

function box(name: string, ticked: boolean, label: string, hint: string): Markup {
  return html`<div class="choice">
    <input type="checkbox" id="${name}" name="${name}" value="yes" ${ticked ? html`checked` : nothing}>
    <label for="${name}">${label} <span class="hint">${hint}</span></label>
  </div>`
}

function policyFacts(policy: Policy): Markup {
  const { longestKeyDays: days } = policy
  const exchange = exchanges.find(({ value }) => value === policy.keyExchange)?.label
  return html`<dl class="facts">
    <div><dt>A second factor of everybody</dt><dd>${policy.requireSecondFactor ? 'required' : 'not required'}</dd></div>
    <div><dt>People’s own keys</dt><dd>${policy.keysNeedWindow ? 'change something only after a one-time code' : 'need no code'}</dd></div>
    <div><dt>Keys work for at most</dt><dd>${days === undefined ? 'no limit' : days === 1 ? '1 day' : `${days} days`}</dd></div>
    <div><dt>Its own keys are made by</dt><dd>${policy.keyMakers === 'owner' ? 'owners alone' : 'admins and owners'}</dd></div>
    <div><dt>People’s own keys can be exchanged for reading</dt><dd>${exchange ?? ''}</dd></div>
  </dl>`
}
