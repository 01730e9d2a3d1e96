/** The form of a policy: what can be asked, each with what it changes and for how many. */
import type { Policy } from '../../access/index.ts'
import type { MemberCounts } from '../../organizations/index.ts'
import { field, formProblem, type Problems, select } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, linkTo, type Markup, nothing } from '../layout/markup.ts'
import type { OrganizationVisit } from '../visit.ts'

export const exchanges = ['allow', 'warn', 'refuse'] as const

export interface PolicyForm {
  readonly policy: Policy
  readonly problems: Problems | undefined
  readonly members: MemberCounts
}

export function policyForm(
  { path, session, organization, words: { policy: say } }: OrganizationVisit,
  { policy, problems, members }: PolicyForm,
): Markup {
  const toThem = linkTo(`/organizations/${organization.name}/members?second_factor=none`)
  return html`${formProblem(problems)}
    <form class="panel stack" method="post" action="${path}">${formTokenField(session.formToken)}
      <fieldset><legend>${say.secondFactor}</legend>
        ${box(
          'require_second_factor',
          policy.requireSecondFactor,
          say.requireSecondFactor,
          html`${say.requireSecondFactorHint}
          ${members.withoutSecondFactor === 0 ? say.everybodyHasOne : say.haveNone(members.withoutSecondFactor, members.all, toThem)}`,
        )}
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
        hint: say.makersHint,
        choices: [
          { value: 'admin', label: say.makersAre.admin },
          { value: 'owner', label: say.makersAre.owner },
        ],
        value: policy.keyMakers,
      })}
      ${select({
        name: 'key_exchange',
        label: say.exchange,
        hint: say.exchangeHint,
        choices: exchanges.map(value => ({ value, label: say.exchanges[value] })),
        value: policy.keyExchange,
      })}
      <div class="actions"><button>${say.save}</button></div>
    </form>`
}

function box(name: string, ticked: boolean, label: string, hint: string | Markup): Markup {
  return html`<div class="choice">
    <input type="checkbox" id="${name}" name="${name}" value="yes" ${ticked ? html`checked` : nothing}>
    <label for="${name}">${label} <span class="hint">${hint}</span></label>
  </div>`
}
