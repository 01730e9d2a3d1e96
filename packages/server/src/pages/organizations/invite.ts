/** Inviting somebody into an organization: by a mail, or by a link that is shown once. */
import { isRole } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import { decideAgain } from '../../access/index.ts'
import { page, seeOther } from '../answers.ts'
import { command } from '../layout/command.ts'
import { html } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { invitationsPath, lengths, listPage } from './invitations.ts'
import { notARole } from './members.ts'

const day = 86_400_000

/** `POST /organizations/:organization/invitations`: by mail where there is an address and no link was asked for. */
export const invite: Handler<OrganizationVisit> = async (visit, house) => {
  const { organization, session, form, words } = visit
  const role = form.text('role')
  if (!isRole(role)) return listPage(visit, house, notARole)
  const days = lengths.find(length => String(length) === form.text('days')) ?? 7
  const invitation = {
    by: session.account,
    organization: { id: organization.id, role },
    validFor: days * day,
  }
  const judge = decideAgain(visit.allowed, house)
  const email = form.text('email')
  if (form.text('how') === 'mail' || (email !== '' && form.text('how') !== 'link')) {
    const mailed = await house.invitations.mail({ ...invitation, email }, judge)
    return refused(mailed) ? listPage(visit, house, mailed) : seeOther(`${invitationsPath(visit)}?done=sent`)
  }
  if (email !== '') return listPage(visit, house, addressedLink)
  const secret = await house.invitations.invite(invitation, judge)
  if (refused(secret)) return listPage(visit, house, secret)
  const say = words.invitations
  const main = html`<div class="panel stack">
    <h1>${say.linkTitle}</h1>
    <p>${say.linkHint(organization.displayName, role, onDay(words, visit.now + days * day))}</p>
    ${command(words, `${house.origin}/invitations/${secret.expose()}`, say.theLink, 'secret')}
    <div class="actions"><a class="button" href="${invitationsPath(visit)}">${say.done}</a></div>
  </div>`
  return page(visit, { title: say.linkTitle, main, narrow: true })
}

const addressedLink = refuse(
  'addressed_link',
  'A link that is made here is mailed to nobody, and is good for whoever opens it.',
  'Send the invitation to this address, or leave the address empty.',
)
