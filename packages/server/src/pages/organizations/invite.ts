/** Inviting somebody into an organization: a link, shown once. */
import { isRole } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { page, refusal } from '../answers.ts'
import { command } from '../layout/command.ts'
import { html } from '../layout/markup.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'

/** `POST /organizations/:organization/invitations` */
export const invite: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session } = visit
  const role = visit.form.text('role')
  if (!isRole(role))
    return refusal(visit, refuse('invalid_role', 'That is not a role.', 'Choose one of those offered.'))
  const secret = await house.invitations.invite(
    { by: session.account, organization: { id: organization.id, role } },
    decideAgain(visit.allowed, house),
  )
  if (refused(secret)) return refusal(visit, secret)
  const { words } = visit
  const say = words.members
  const path = `/organizations/${organization.name}/members`
  const main = html`<div class="panel stack">
    <p class="eyebrow"><a href="${path}">${say.of(organization.displayName)}</a></p>
    <h1>${say.linkTitle}</h1>
    <p>${say.linkHint(role)}</p>
    ${command(words, `${house.origin}/invitations/${secret.expose()}`, say.theLink, 'secret')}
    <div class="actions"><a class="button" href="${path}">${say.done}</a></div>
  </div>`
  return page(visit, { title: say.linkTitle, main, narrow: true })
}
