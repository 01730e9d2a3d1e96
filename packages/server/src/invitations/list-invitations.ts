/** The invitations of an organization that nobody has used yet. */
import type { Role } from '@latchkey/protocol'
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'

export interface OpenInvitation {
  /** What it is called by: no secret of it. */
  readonly id: string
  readonly role: Role
  /** Where it was sent; nowhere where its link was handed over. */
  readonly email: string | undefined
  /** Who made it, if they are there still. */
  readonly madeBy: string | undefined
  /** Whether whoever made it could make it today. Where not, its link does nothing. */
  readonly works: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly expiresAt: number
}

/** The newest first. */
export async function listInvitations(
  reader: Reader,
  organizationId: string,
  now: number,
  page: PageRequest,
): Promise<Page<OpenInvitation>> {
  let open = selectOpen(reader, organizationId, now)
  const [, at, id = ''] = /^(\d{1,15})\.([\w-]+)$/.exec(page.after ?? '') ?? []
  if (page.after !== undefined)
    open = open.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('invitations.created_at', 'invitations.secret_hash'), '<', tuple(Number(at ?? 0), id)),
    )
  const rows = await open
    .orderBy('invitations.created_at', 'desc')
    .orderBy('invitations.secret_hash', 'desc')
    .limit(rowsFor(page))
    .execute()
  return pageOf(page, rows, readOpen, ({ created_at, secret_hash }) => `${created_at}.${secret_hash}`)
}

/** One of them, where it is of that organization. */
export async function findOpen(
  reader: Reader,
  { organizationId, id }: { readonly organizationId: string; readonly id: string },
  now: number,
): Promise<OpenInvitation | undefined> {
  const row = await selectOpen(reader, organizationId, now)
    .where('invitations.secret_hash', '=', id)
    .executeTakeFirst()
  return row && readOpen(row)
}

export function selectOpen(reader: Reader, organizationId: string, now: number) {
  return reader
    .selectFrom('invitations')
    .leftJoin('accounts as inviter', join =>
      join.onRef('inviter.id', '=', 'invitations.created_by').on('inviter.deleted_at', 'is', null),
    )
    .leftJoin('members', join =>
      join
        .onRef('members.organization_id', '=', 'invitations.organization_id')
        .onRef('members.account_id', '=', 'invitations.created_by'),
    )
    .select(['invitations.secret_hash', 'invitations.role', 'invitations.email'])
    .select(['invitations.created_at', 'invitations.expires_at'])
    .select(['inviter.username', 'inviter.disabled_at', 'members.role as inviter_role'])
    .where('invitations.organization_id', '=', organizationId)
    .where('invitations.redeemed_at', 'is', null)
    .where('invitations.withdrawn_at', 'is', null)
    .where('invitations.expires_at', '>', now)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOpen>['executeTakeFirstOrThrow']>>

function readOpen(row: Row): OpenInvitation {
  if (row.role === null) throw new Error('Who is invited to an organization is invited with a role.')
  return {
    ...{
      id: row.secret_hash,
      role: row.role,
      email: row.email ?? undefined,
      madeBy: row.username ?? undefined,
    },
    works: row.inviter_role === 'owner' && row.disabled_at === null,
    ...{ createdAt: row.created_at, expiresAt: row.expires_at },
  }
}
