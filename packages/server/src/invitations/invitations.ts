/** Links that let somebody in: making them, showing them, using them up. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Account, insertAccount, type Passwords } from '../accounts/index.ts'
import { type Cause, causeByAccount, type Origin, recordEvent } from '../audit/index.ts'
import { type Clock, type Language, newId, newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import { createLimiter, refuseForNow } from '../limits/index.ts'
import { createOutbox } from '../mail/index.ts'
import { type ChangedBy, insertMember, judgedChange } from '../organizations/index.ts'
import type { Page, PageRequest, Store, Writer } from '../storage/index.ts'
import { day, insertInvitation, type NewInvitation, recordInvitation } from './insert-invitation.ts'
import { type Found, findInvitation, type Invitation, useUp } from './invitation.ts'
import { listInvitations, type OpenInvitation } from './list-invitations.ts'
import {
  type InvitationChange,
  type InvitationKey,
  inviteByMail,
  type MailedInvitation,
  sendAgain,
  withdraw,
} from './mailed.ts'

export interface Redeemer {
  readonly username: string
  readonly email: string
  readonly password: Secret
  /** In which they read the page. */
  readonly language?: Language
}

export interface Invitations {
  /**
   * A link for the first administrator, good for a day and only while there is no account: of several the first that
   * is used. A new one leaves the others: each was printed by a start, of which there may be several on one database.
   */
  setUp(cause: Cause): Promise<Secret | undefined>
  /** Into an organization: whoever may change its people, decided again in the transaction. */
  invite(invitation: NewInvitation, by: ChangedBy): Promise<Secret | Refusal>
  /** Into an organization, sent to an address: its link is in that mail alone. To one address three, then one in an hour. */
  mail(invitation: MailedInvitation, by: ChangedBy): Promise<undefined | Refusal>
  /** Those that nobody has used, the newest first. */
  list(organizationId: string, page?: PageRequest): Promise<Page<OpenInvitation>>
  /** By `account`, for seven days from now. Refuses one that is not open, was not mailed, or was mailed just now. */
  sendAgain(key: InvitationKey, account: Account, by: ChangedBy): Promise<undefined | Refusal>
  /** Gives what it was. Its link does nothing any more, wherever it went. */
  withdraw(key: InvitationKey, by: ChangedBy): Promise<OpenInvitation | Refusal>
  /** What the page of a link shows. One that is wrong, used or expired is refused as `unknown_invitation`, all alike. */
  open(secret: Secret): Promise<Invitation | Refusal>
  /** Makes the account, with an address that is verified where the link was sent there, and its membership, once. A refused name or password leaves the link as it was. */
  redeem(secret: Secret, redeemer: Redeemer, from: Origin): Promise<Account | Refusal>
  /** Somebody who has an account joins the organization, once. It makes nobody an administrator. */
  accept(secret: Secret, account: Account, cause: Cause): Promise<undefined | Refusal>
}

export interface InvitationsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The public origin, where mail leads to. */
  readonly origin: string
  readonly passwords: Passwords
}

export function createInvitations({
  store,
  clock,
  random,
  origin,
  passwords,
}: InvitationsOptions): Invitations {
  const telling = { outbox: createOutbox({ clock, random }), origin }
  /** Whoever withdraws one may send another, and not for ever: a mailbox is not ours to fill. */
  const perMailbox = createLimiter({ clock, capacity: 3, refillEveryMs: 60 * 60_000 })
  const change = <T>(
    organizationId: string | undefined,
    by: ChangedBy,
    work: (changing: InvitationChange) => Promise<T | Refusal>,
  ) =>
    store.write(async transaction => {
      const judged = await judgedChange(transaction, by, { organizationId, administers: 'people' })
      if (refused(judged)) return judged
      return work({ transaction, telling, cause: judged.cause, now: clock.now() })
    })

  return {
    async setUp(cause) {
      const secret = newSecretText(random)
      const now = clock.now()
      return store.write(async transaction => {
        const anyone = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
        if (anyone) return undefined
        const former = transaction.deleteFrom('invitations').where('created_by', 'is', null)
        await former.where('expires_at', '<=', now).execute()
        await insertInvitation(transaction, sha256(secret), { administrator: true, validFor: day }, now)
        await recordEvent(transaction, { what: 'invitation.set_up_made', at: now, cause })
        return new Secret(secret)
      })
    },

    async invite(invitation, by) {
      if (invitation.administrator && !invitation.by.administrator) return administratorsOnly
      const secret = newSecretText(random)
      return change(invitation.organization?.id, by, async ({ transaction, cause, now }) => {
        await insertInvitation(transaction, sha256(secret), invitation, now)
        await recordInvitation(transaction, 'invitation.made', invitation, { at: now, cause })
        return new Secret(secret)
      })
    },

    async mail(invitation, by) {
      const mailbox = `${invitation.organization.id} ${invitation.email.trim().toLowerCase()}`
      const taken = perMailbox.take(mailbox)
      if (refused(taken)) return tooManyTo(taken.retryAfter)
      const id = sha256(newSecretText(random))
      const mailed = await change(invitation.organization.id, by, changing =>
        inviteByMail(changing, id, invitation),
      )
      if (refused(mailed)) perMailbox.giveBack(mailbox)
      return mailed
    },

    list: (organizationId, page = {}) => listInvitations(store.read, organizationId, clock.now(), page),
    sendAgain: (key, account, by) =>
      change(key.organizationId, by, changing => sendAgain(changing, key, account)),
    withdraw: (key, by) => change(key.organizationId, by, changing => withdraw(changing, key)),

    async open(secret) {
      const found = await findInvitation(store.read, secret, clock.now())
      if (refused(found)) return found
      const { id: _, ...invitation } = found
      return invitation
    },

    async redeem(secret, { username, email, password, language }, from) {
      const now = clock.now()
      // A link is looked at before a password is hashed for it: guessing links must not cost more than a look.
      const shown = await findInvitation(store.read, secret, now)
      if (refused(shown)) return shown
      const passwordHash = await passwords.hash(password)
      if (refused(passwordHash)) return passwordHash
      const id = newId(random)
      return store.write(async transaction => {
        const invitation = await findInvitation(transaction, secret, now)
        if (refused(invitation)) return invitation
        const { administrator } = invitation
        const cause = causeByAccount(id, 'link', from)
        const emailVerified = email.toLowerCase() === invitation.address?.toLowerCase()
        const named = { id, username, email, emailVerified, ...(language && { language }) }
        const account = { ...named, passwordHash, administrator, createdAt: now }
        const made = await insertAccount(transaction, account, cause, telling)
        if (refused(made)) return made
        const entered = await enter(transaction, { invitation, accountId: id, now, cause })
        return refused(entered) ? entered : made
      })
    },

    async accept(secret, account, cause) {
      const now = clock.now()
      return store.write(async transaction => {
        const invitation = await findInvitation(transaction, secret, now)
        if (refused(invitation)) return invitation
        if (!invitation.organization) return forNewAccounts
        return enter(transaction, { invitation, accountId: account.id, now, cause })
      })
    },
  }
}

interface Entrance {
  readonly invitation: Found
  readonly accountId: string
  readonly now: number
  readonly cause: Cause
}

/** Joins the organization, if the link is for one, and uses the link up. */
async function enter(transaction: Writer, entrance: Entrance): Promise<undefined | Refusal> {
  const { invitation, accountId, now, cause } = entrance
  if (invitation.organization) {
    const { id: organizationId, role } = invitation.organization
    const member = await insertMember(transaction, { organizationId, accountId, role }, { cause, now })
    if (refused(member)) return member
  }
  const used = await useUp(transaction, invitation.id, { accountId, now })
  if (refused(used)) return used
  await recordInvitation(transaction, 'invitation.accepted', invitation, { at: now, cause })
  return undefined
}

const tooManyTo = (seconds: number) =>
  refuseForNow('mailed_too_often', 'Several invitations were sent to this address already.', seconds)

const administratorsOnly = refuse(
  'administrators_only',
  'Only an administrator of this server invites another.',
  'Ask an administrator to invite this person.',
)

const forNewAccounts = refuse(
  'for_new_accounts',
  'This link makes an account, and you have one.',
  'Sign out first if you want to make another with it.',
)
