/** An invitation that can still be used. */
import type { Role, Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { sha256 } from '../host/index.ts'
import { closeLinks, findLink } from '../mail/index.ts'
import type { Reader, Writer } from '../storage/index.ts'

/** What the page of a link shows. */
export interface Invitation {
  /** Whether the account that it makes runs the server. */
  readonly administrator: boolean
  /** What it makes somebody a member of, if of anything. */
  readonly organization: InvitedTo | undefined
  /** Where the link was sent, which is where whoever has it reads mail; nowhere where it was handed over. */
  readonly address: string | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface InvitedTo {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly role: Role
}

/** With what it is called by in the database. */
export interface Found extends Invitation {
  readonly id: string
}

/**
 * The invitation of a link. One that is wrong, used, expired or withdrawn, whose maker could not make it any more, or that was
 * for the first account where there is one, cannot be used; the refusal does not tell which.
 */
export async function findInvitation(
  reader: Reader,
  secret: Secret,
  now: number,
): Promise<Found | Refusal<'unknown_invitation'>> {
  const mailed = await findLink(reader, 'invitation', secret, now)
  const row = await reader
    .selectFrom('invitations')
    .leftJoin('accounts as inviter', 'inviter.id', 'invitations.created_by')
    .leftJoin('organizations', 'organizations.id', 'invitations.organization_id')
    .select(['invitations.administrator', 'invitations.role', 'invitations.expires_at'])
    .select([
      'invitations.secret_hash',
      'organizations.id',
      'organizations.name',
      'organizations.display_name',
    ])
    .where('invitations.secret_hash', '=', mailed?.subjectId ?? sha256(secret.expose()))
    .where('invitations.redeemed_at', 'is', null)
    .where('invitations.withdrawn_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .where('inviter.disabled_at', 'is', null)
    .where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb('invitations.created_by', 'is not', null),
        not(exists(selectFrom('accounts').select('accounts.id'))),
      ]),
    )
    // Whoever was removed must not come back through a link made before.
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('invitations.organization_id', 'is', null),
        exists(
          selectFrom('members')
            .select('members.role')
            .whereRef('members.organization_id', '=', 'invitations.organization_id')
            .whereRef('members.account_id', '=', 'invitations.created_by')
            .where('members.role', '=', 'owner'),
        ),
      ]),
    )
    .where(({ eb, or }) =>
      or([
        eb('invitations.administrator', '=', 0),
        eb('invitations.created_by', 'is', null),
        eb('inviter.administrator', '=', 1),
      ]),
    )
    .executeTakeFirst()
  if (!row) return unknownInvitation
  const { id, name, display_name: displayName, role } = row
  return {
    id: row.secret_hash,
    administrator: row.administrator === 1,
    organization:
      id !== null && name !== null && displayName !== null && role
        ? { id, name, displayName, role }
        : undefined,
    address: mailed?.address,
    expiresAt: row.expires_at,
  }
}

/** Uses it up, within the transaction of what it lets somebody do: of two who come at once, one. Where it was sent is forgotten. */
export async function useUp(
  transaction: Writer,
  id: string,
  by: { readonly accountId: string; readonly now: number },
): Promise<true | Refusal<'unknown_invitation'>> {
  const { numUpdatedRows } = await transaction
    .updateTable('invitations')
    .set({ redeemed_at: by.now, redeemed_by: by.accountId, email: null })
    .where('secret_hash', '=', id)
    .where('redeemed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', by.now)
    .executeTakeFirstOrThrow()
  await closeLinks(transaction, { purpose: 'invitation', subjectId: id })
  return numUpdatedRows === 1n ? true : unknownInvitation
}

const unknownInvitation = refuse(
  'unknown_invitation',
  'This link cannot be used: it is not whole, was used already, was withdrawn, or is too old.',
  'Copy the whole link, or ask whoever gave it to you for a new one.',
)
