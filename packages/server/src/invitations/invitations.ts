/** Links that let somebody in: making them, showing them, using them up. */
import { type Role, Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Account, insertAccount, type Passwords } from '../accounts/index.ts'
import { type Cause, causeByAccount, type NewEvent, type Origin, recordEvent } from '../audit/index.ts'
import { type Clock, type Language, newId, newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import { createOutbox } from '../mail/index.ts'
import { type ChangedBy, insertMember, judgedChange } from '../organizations/index.ts'
import type { Store, Writer } from '../storage/index.ts'
import { findInvitation, type Invitation, useUp } from './invitation.ts'

export interface NewInvitation {
  /** Whoever invites. What they may invite to is decided before. */
  readonly by: Account
  /** Whether the account that it makes runs the server; only an administrator invites another. */
  readonly administrator?: boolean
  /** What whoever comes becomes a member of. */
  readonly organization?: { readonly id: string; readonly role: Role }
  /** Milliseconds; seven days unless told. */
  readonly validFor?: number
}

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
  /** What the page of a link shows. One that is wrong, used or expired is refused as `unknown_invitation`, all alike. */
  open(secret: Secret): Promise<Invitation | Refusal>
  /** Makes the account, and its membership, once. A refused name or password leaves the link as it was. */
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

const day = 86_400_000

export function createInvitations({
  store,
  clock,
  random,
  origin,
  passwords,
}: InvitationsOptions): Invitations {
  const telling = { outbox: createOutbox({ clock, random }), origin }

  return {
    async setUp(cause) {
      const secret = newSecretText(random)
      const now = clock.now()
      return store.write(async transaction => {
        const anyone = await transaction.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
        if (anyone) return undefined
        const former = transaction.deleteFrom('invitations').where('created_by', 'is', null)
        await former.where('expires_at', '<=', now).execute()
        await insertInvitation(transaction, secret, { administrator: true, validFor: day }, now)
        await recordEvent(transaction, { what: 'invitation.set_up_made', at: now, cause })
        return new Secret(secret)
      })
    },

    async invite(invitation, by) {
      if (invitation.administrator && !invitation.by.administrator) return administratorsOnly
      const secret = newSecretText(random)
      const now = clock.now()
      return store.write(async transaction => {
        const changing = { organizationId: invitation.organization?.id, administers: 'people' } as const
        const judged = await judgedChange(transaction, by, changing)
        if (refused(judged)) return judged
        const { cause } = judged
        await insertInvitation(transaction, secret, invitation, now)
        await recordInvitation(transaction, 'invitation.made', invitation, { at: now, cause })
        return new Secret(secret)
      })
    },

    open: secret => findInvitation(store.read, secret, clock.now()),

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
        const named = { id, username, email, ...(language && { language }) }
        const account = { ...named, passwordHash, administrator, createdAt: now }
        const made = await insertAccount(transaction, account, cause, telling)
        if (refused(made)) return made
        const entered = await enter(transaction, secret, { invitation, accountId: id, now, cause })
        return refused(entered) ? entered : made
      })
    },

    async accept(secret, account, cause) {
      const now = clock.now()
      return store.write(async transaction => {
        const invitation = await findInvitation(transaction, secret, now)
        if (refused(invitation)) return invitation
        if (!invitation.organization) return forNewAccounts
        return enter(transaction, secret, { invitation, accountId: account.id, now, cause })
      })
    },
  }
}

interface Entrance {
  readonly invitation: Invitation
  readonly accountId: string
  readonly now: number
  readonly cause: Cause
}

/** Joins the organization, if the link is for one, and uses the link up. */
async function enter(transaction: Writer, secret: Secret, entrance: Entrance): Promise<undefined | Refusal> {
  const { invitation, accountId, now, cause } = entrance
  if (invitation.organization) {
    const { id: organizationId, role } = invitation.organization
    const member = await insertMember(transaction, { organizationId, accountId, role }, { cause, now })
    if (refused(member)) return member
  }
  const used = await useUp(transaction, secret, { accountId, now })
  if (refused(used)) return used
  await recordInvitation(transaction, 'invitation.accepted', invitation, { at: now, cause })
  return undefined
}

interface Admission {
  readonly administrator?: boolean
  readonly organization?: { readonly id: string; readonly role: Role } | undefined
}

/** An invitation has no name but its secret, so it is told by what it lets somebody do. */
function recordInvitation(
  transaction: Writer,
  what: 'invitation.made' | 'invitation.accepted',
  { administrator = false, organization }: Admission,
  happened: Pick<NewEvent, 'at' | 'cause'>,
): Promise<void> {
  return recordEvent(transaction, {
    ...{ ...happened, what, details: { administrator, role: organization?.role ?? null } },
    ...(organization && {
      ...{ organizationId: organization.id, subject: { kind: 'organization', id: organization.id } as const },
    }),
  })
}

async function insertInvitation(
  transaction: Writer,
  secret: string,
  {
    by,
    administrator,
    organization,
    validFor = 7 * day,
  }: Omit<NewInvitation, 'by'> & { readonly by?: Account },
  now: number,
): Promise<void> {
  await transaction
    .insertInto('invitations')
    .values({
      secret_hash: sha256(secret),
      administrator: administrator ? 1 : 0,
      organization_id: organization?.id ?? null,
      role: organization?.role ?? null,
      created_by: by?.id ?? null,
      created_at: now,
      expires_at: now + validFor,
      redeemed_at: null,
      redeemed_by: null,
    })
    .execute()
}

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
