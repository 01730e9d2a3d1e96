/** The row of a new invitation, and what is written down of it. */
import type { Role } from '@latchkey/protocol'
import type { Account } from '../accounts/index.ts'
import { type NewEvent, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'

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

export const day = 86_400_000

type Row = Omit<NewInvitation, 'by'> & { readonly by?: Account; readonly email?: string }

/** `id` is the SHA-256 of its secret; of one that is mailed nobody has that one. */
export async function insertInvitation(
  transaction: Writer,
  id: string,
  { by, administrator, organization, email, validFor = 7 * day }: Row,
  now: number,
): Promise<void> {
  await transaction
    .insertInto('invitations')
    .values({
      secret_hash: id,
      administrator: administrator ? 1 : 0,
      organization_id: organization?.id ?? null,
      role: organization?.role ?? null,
      email: email ?? null,
      created_by: by?.id ?? null,
      created_at: now,
      expires_at: now + validFor,
      redeemed_at: null,
      redeemed_by: null,
    })
    .execute()
}

export interface Admission {
  readonly administrator?: boolean
  readonly organization?: { readonly id: string; readonly role: Role } | undefined
}

/** An invitation has no name, and whom it is for is nobody's business later: it is told by what it lets somebody do. */
export function recordInvitation(
  transaction: Writer,
  what: 'invitation.made' | 'invitation.sent_again' | 'invitation.withdrawn' | 'invitation.accepted',
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
