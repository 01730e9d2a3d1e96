/** Invitations that are sent to an address: made, sent again, withdrawn. Their links are made when they are sent. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Account } from '../accounts/index.ts'
import type { Cause } from '../audit/index.ts'
import type { Language } from '../host/index.ts'
import { refuseForNow } from '../limits/index.ts'
import { closeLinks, languageOf, listLinks, readEmail, type Telling, writeMessage } from '../mail/index.ts'
import type { Writer } from '../storage/index.ts'
import { day, insertInvitation, type NewInvitation, recordInvitation } from './insert-invitation.ts'
import { german } from './letters/de.ts'
import { english, type Letters } from './letters/en.ts'
import { findOpen, type OpenInvitation, selectOpen } from './list-invitations.ts'

const letters: Readonly<Record<Language, Letters>> = { en: english, de: german }

export interface MailedInvitation extends NewInvitation {
  readonly organization: NonNullable<NewInvitation['organization']>
  readonly email: string
}

/** An invitation of that organization, by what it is called. */
export interface InvitationKey {
  readonly organizationId: string
  readonly id: string
}

/** In one transaction, by whom that is allowed. */
export interface InvitationChange {
  readonly transaction: Writer
  readonly telling: Telling
  readonly cause: Cause
  readonly now: number
}

const mostOpen = 200
const pause = 10 * 60 * 1000

export async function inviteByMail(
  { transaction, telling, cause, now }: InvitationChange,
  id: string,
  invitation: MailedInvitation,
): Promise<undefined | Refusal> {
  const email = readEmail(invitation.email)
  if (refused(email)) return email
  const { organization, by, validFor = 7 * day } = invitation
  const open = selectOpen(transaction, organization.id, now).where('invitations.email', 'is not', null)
  const toThem = open.where(({ eb, fn, val }) =>
    eb(fn<string>('lower', ['invitations.email']), '=', fn<string>('lower', [val(email)])),
  )
  if (await toThem.executeTakeFirst()) return alreadyInvited
  if ((await open.limit(mostOpen).execute()).length === mostOpen) return tooManyOpen
  await forgetOver(transaction, organization.id, now)
  await insertInvitation(transaction, id, { ...invitation, email, validFor }, now)
  await send(transaction, telling, { id, email, by, organization, expiresAt: now + validFor })
  await recordInvitation(transaction, 'invitation.made', invitation, { at: now, cause })
  return undefined
}

/** For as long as the first time, from now on; links of before go on working. */
export async function sendAgain(
  { transaction, telling, cause, now }: InvitationChange,
  key: InvitationKey,
  by: Account,
): Promise<undefined | Refusal> {
  const found = await findOpen(transaction, key, now)
  if (found?.email === undefined) return notOpen
  const [latest] = await listLinks(transaction, linkOf(key.id), now)
  if (latest !== undefined && now < latest.createdAt + pause)
    return refuseForNow(
      'sent_just_now',
      'This invitation was sent less than ten minutes ago.',
      Math.ceil((latest.createdAt + pause - now) / 1000),
    )
  const expiresAt = now + 7 * day
  // Whoever sends it answers for it from now on: it works as long as they may invite.
  await change(transaction, key.id, { expires_at: expiresAt, created_by: by.id })
  const organization = { id: key.organizationId, role: found.role }
  await send(transaction, telling, { id: key.id, email: found.email, by, organization, expiresAt })
  await recordInvitation(transaction, 'invitation.sent_again', { organization }, { at: now, cause })
  return undefined
}

export async function withdraw(
  { transaction, cause, now }: Omit<InvitationChange, 'telling'>,
  key: InvitationKey,
): Promise<OpenInvitation | Refusal> {
  const found = await findOpen(transaction, key, now)
  if (found === undefined) return notOpen
  await change(transaction, key.id, { withdrawn_at: now, email: null })
  await closeLinks(transaction, linkOf(key.id))
  const organization = { id: key.organizationId, role: found.role }
  await recordInvitation(transaction, 'invitation.withdrawn', { organization }, { at: now, cause })
  return found
}

/** Nobody who was invited to that address gets in by it any more, and it is forgotten: its account is deleted. */
export async function forgetInvited(transaction: Writer, email: string, now: number): Promise<void> {
  const rows = await transaction
    .selectFrom('invitations')
    .select('secret_hash')
    .where('email', '=', email)
    .execute()
  for (const { secret_hash: id } of rows) {
    await change(transaction, id, { withdrawn_at: now, email: null })
    await closeLinks(transaction, linkOf(id))
  }
}

interface Sent {
  readonly id: string
  readonly email: string
  readonly by: Account
  readonly organization: MailedInvitation['organization']
  readonly expiresAt: number
}

async function send(
  transaction: Writer,
  { outbox, origin }: Telling,
  { id, email, by, organization, expiresAt }: Sent,
): Promise<void> {
  const { display_name: displayName } = await transaction
    .selectFrom('organizations')
    .select('display_name')
    .where('id', '=', organization.id)
    .executeTakeFirstOrThrow()
  // Nobody knows yet what the invited read; whoever invites them does sooner than we.
  const language = languageOf(by)
  const say = letters[language]
  const message = writeMessage({
    to: { username: email, email, language },
    subject: say.subject(displayName),
    paragraphs: [
      say.text({ inviter: by.username, displayName, role: organization.role, origin }),
      say.once(expiresAt),
      say.ignore,
    ],
    next: { step: say.step, link: `${origin}/invitations/` },
  })
  await outbox.queueLink(transaction, message, { ...linkOf(id), address: email, expiresAt })
}

/** Addresses of those who did not come stay for thirty days, for whoever looks why. */
async function forgetOver(transaction: Writer, organizationId: string, now: number): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ email: null })
    .where('organization_id', '=', organizationId)
    .where('expires_at', '<', now - 30 * day)
    .where('email', 'is not', null)
    .execute()
}

async function change(
  transaction: Writer,
  id: string,
  values: {
    readonly expires_at?: number
    readonly created_by?: string
    readonly withdrawn_at?: number
    readonly email?: null
  },
): Promise<void> {
  await transaction.updateTable('invitations').set(values).where('secret_hash', '=', id).execute()
}

function linkOf(id: string) {
  return { purpose: 'invitation', subjectId: id } as const
}

const alreadyInvited = refuse(
  'already_invited',
  'Somebody with this address is invited already.',
  'Send that invitation again, or withdraw it first.',
)

const tooManyOpen = refuse(
  'too_many_invitations',
  `${mostOpen} mailed invitations of this organization are open already.`,
  'Withdraw those that nobody will use.',
)

const notOpen = refuse(
  'invitation_over',
  'This invitation is not open any more: somebody used it, it was withdrawn, or it is too old.',
  'Look at the list again, and make another one if it is still wanted.',
)
