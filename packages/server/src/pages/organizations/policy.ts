/** What an organization asks of its people and of their keys: seen by its members, set by its owners. */
import { type Refusal, refused } from '@latchkey/tokens'
import { decideAgain, type Policy } from '../../access/index.ts'
import { statusOf } from '../../http/index.ts'
import { page, refusal, seeOther } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { Form } from '../form.ts'
import type { House } from '../house.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { notFound } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { consequencesOf, consequencesPage } from './policy-consequences.ts'
import { exchanges, policyForm } from './policy-form.ts'

/** `GET /organizations/:organization/policy` */
export const policyPage: Handler<OrganizationVisit> = async (visit, house) => {
  const policy = await house.organizations.policy(visit.organization.id)
  return policy === undefined ? refusal(visit, notFound) : show(visit, house, policy)
}

/** `POST` to the same: at once where it stops nobody, and else after whom it stops was shown and `confirmed`. */
export const setPolicy: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, form } = visit
  const change = policyIn(form)
  const before = await house.organizations.policy(organization.id)
  if (before === undefined) return refusal(visit, notFound)
  if (form.text('confirmed') !== 'yes') {
    const consequences = await consequencesOf(visit, house, { before, change })
    if (consequences.length > 0) return consequencesPage(visit, consequences)
  }
  const changed = await house.organizations.setPolicy(
    organization.id,
    change,
    decideAgain(visit.allowed, house),
  )
  return refused(changed) ? show(visit, house, change, changed) : seeOther(`${visit.path}?done=saved`)
}

function policyIn(form: Form): Policy {
  const days = form.text('longest_key_days')
  return {
    requireSecondFactor: form.text('require_second_factor') === 'yes',
    keysNeedWindow: form.text('keys_need_window') === 'yes',
    longestKeyDays: days === '' ? undefined : Number(days),
    keyMakers: form.text('key_makers') === 'owner' ? 'owner' : 'admin',
    keyExchange: exchanges.find(value => value === form.text('key_exchange')) ?? 'allow',
  }
}

async function show(
  visit: OrganizationVisit,
  { organizations }: House,
  policy: Policy,
  problem?: Refusal,
): Promise<Response> {
  const { organization, words, ways, query } = visit
  const say = words.policy
  const problems = problem && problemsOf(words, problem, { invalid_policy: 'longest_key_days' })
  const saved = problem === undefined && query.get('done') === 'saved'
  const main = html`<div class="stack">
    <h1>${say.title}</h1>
    <p class="lead">${say.introduction(organization.displayName)}</p>
    ${saved ? html`<p class="notice good" role="status">${say.saved}</p>` : nothing}
    ${
      ways.settings
        ? policyForm(visit, { policy, problems, members: await organizations.countMembers(organization.id) })
        : policyFacts(words, policy)
    }
  </div>`
  return page(
    visit,
    { title: say.of(organization.displayName), main, narrow: true },
    problem && { status: statusOf(problem) },
  )
}

function policyFacts({ policy: { facts } }: Words, policy: Policy): Markup {
  const { longestKeyDays: days } = policy
  return html`<dl class="panel facts lines">
    <div><dt>${facts.secondFactor}</dt><dd>${policy.requireSecondFactor ? facts.required : facts.notRequired}</dd></div>
    <div><dt>${facts.ownKeys}</dt><dd>${policy.keysNeedWindow ? facts.needCode : facts.needNoCode}</dd></div>
    <div><dt>${facts.longest}</dt><dd>${days === undefined ? facts.noLimit : facts.days(days)}</dd></div>
    <div><dt>${facts.makers}</dt><dd>${facts.makersAre[policy.keyMakers]}</dd></div>
    <div><dt>${facts.exchange}</dt><dd>${facts.exchanges[policy.keyExchange]}</dd></div>
  </dl>`
}
