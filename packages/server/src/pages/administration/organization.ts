/** One organization, as an administrator looks at it: who owns it, and how much it may publish. Nothing that it holds. */
import { refuse, refused } from '@latchkey/tokens'
import { causeOf } from '../../audit/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { refusal, seeOther } from '../answers.ts'
import type { House } from '../house.ts'
import { field, formProblem, type Problems } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { onDay } from '../layout/time.ts'
import { sizeInWords } from '../packages/size.ts'
import type { Handler, SignedInVisit } from '../visit.ts'
import { administrationPage, doneNotice } from './frame.ts'
import { readSize, writeSize } from './read-size.ts'

/** `GET /admin/organizations/:organization` */
export const organizationPage: Handler<SignedInVisit> = (visit, house) => show(visit, house)

/** `POST /admin/organizations/:organization/owners`: somebody becomes an owner, a member or not. */
export const makeOwner: Handler<SignedInVisit> = async (visit, house) => {
  const { accounts, organizations } = house
  const organization = await named(visit, house)
  const account = await accounts.byUsername(visit.form.text('username').toLowerCase())
  if (organization === undefined || account === undefined)
    return show(visit, house, problemsOf(visit.words, unknownAccount, { unknown_account: 'username' }))
  const member = { organizationId: organization.id, accountId: account.id, role: 'owner' } as const
  const cause = causeOf(visit.allowed)
  const added = await organizations.addMember(member, cause)
  const isMember = refused(added) && added.code === 'already_member'
  const made = isMember ? await organizations.setRole(member, cause) : added
  return refused(made)
    ? show(visit, house, problemsOf(visit.words, made, { unknown_account: 'username' }))
    : seeOther(`${pathOf(organization)}?done=owner`)
}

/** `POST /admin/organizations/:organization/quota` */
export const setQuota: Handler<SignedInVisit> = async (visit, house) => {
  const organization = await named(visit, house)
  const storage = readSize(visit.form.text('storage'))
  const file = readSize(visit.form.text('file'))
  if (organization === undefined || storage === undefined || file === undefined) {
    const wrong = visit.words.administrationOrganizations.notASize
    return show(visit, house, {
      ...(storage === undefined && { storage: wrong }),
      ...(file === undefined && { file: wrong }),
    })
  }
  await house.organizations.setQuota(organization.id, { storage, file }, causeOf(visit.allowed))
  return seeOther(`${pathOf(organization)}?done=quota`)
}

const unknownAccount = refuse('unknown_account', 'There is no such account.', 'Check the username.')

const unknownOrganization = refuse(
  'unknown_organization',
  'There is no organization of this name.',
  'Look for it among the organizations.',
)

function named({ parameters }: SignedInVisit, { organizations }: House): Promise<Organization | undefined> {
  return organizations.byName(parameters['organization'] ?? '')
}

function pathOf({ name }: Organization): string {
  return `/admin/organizations/${name}`
}

async function show(visit: SignedInVisit, house: House, problems?: Problems): Promise<Response> {
  const organization = await named(visit, house)
  if (organization === undefined) return refusal(visit, unknownOrganization)
  const { words } = visit
  const say = words.administrationOrganizations
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><code>${organization.name}</code></p>
      <h1>${organization.displayName}</h1>
      ${doneNotice(say.wasDone, problems === undefined ? visit.query.get('done') : null)}
      ${formProblem(problems)}
      <p class="soft">${say.since(onDay(words, organization.createdAt))}</p>
      <p><a href="/admin/events?of=${organization.name}">${say.events}</a></p>
    </div>
    ${await owners(visit, house, organization, problems)}
    ${await quota(visit, house, organization, problems)}
  </div>`
  return administrationPage(visit, { title: organization.displayName, main }, problems && { status: 400 })
}

async function owners(
  { words, session }: SignedInVisit,
  { organizations }: House,
  organization: Organization,
  problems?: Problems,
): Promise<Markup> {
  const say = words.administrationOrganizations
  const { items } = await organizations.members(organization.id, { role: 'owner', limit: 50 })
  return html`<section class="panel stack" aria-labelledby="owners">
    <h2 id="owners">${say.owners}</h2>
    <p>${say.ownersAre(organization.displayName)}</p>
    <ul class="ledger">${items.map(
      ({ account: { username }, createdAt }) => html`<li>
        <strong><a href="/admin/accounts/${username}">${username}</a></strong>
        <span class="soft">${say.since(onDay(words, createdAt))}</span></li>`,
    )}</ul>
    <form class="stack" method="post" action="${pathOf(organization)}/owners">${formTokenField(session.formToken)}
      ${field({
        name: 'username',
        label: say.username,
        hint: say.makeOwnerIs,
        technical: true,
        autocomplete: 'off',
        required: true,
        ...(problems && { problems }),
      })}
      <div class="actions"><button class="quiet">${say.makeOwner}</button></div>
    </form>
  </section>`
}

async function quota(
  { words, session, form }: SignedInVisit,
  { repositories }: House,
  organization: Organization,
  problems?: Problems,
): Promise<Markup> {
  const say = words.administrationOrganizations
  const usage = await repositories.usage(organization.id)
  // What is wrong with one takes nothing of the other away.
  const wasTyped = problems?.['storage'] !== undefined || problems?.['file'] !== undefined
  const typed = (name: 'storage' | 'file') => (wasTyped ? form.text(name) : writeSize(usage[name]))
  const size = (name: 'storage' | 'file') =>
    field({
      ...{ name, label: say[name], value: typed(name), hint: say.sizeHint },
      ...{ technical: true, autocomplete: 'off' },
      ...(problems && { problems }),
    })
  return html`<section class="panel stack" aria-labelledby="quota">
    <h2 id="quota">${say.quota}</h2>
    <p>${say.used(sizeInWords(words, usage.used))}</p>
    <form class="stack" method="post" action="${pathOf(organization)}/quota">${formTokenField(session.formToken)}
      <div class="pair">${size('storage')} ${size('file')}</div>
      <div class="actions"><button class="quiet">${say.save}</button></div>
    </form>
  </section>`
}
