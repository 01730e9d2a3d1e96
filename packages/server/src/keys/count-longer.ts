/** How many keys a limit on how long they work would stop: an organization's own, and those of its members. */
import type { Reader } from '../storage/index.ts'

export interface LongerThan {
  readonly organizationId: string
  /** From when a key was made to when it expires. */
  readonly days: number
  /** Milliseconds since 1970. */
  readonly now: number
}

const day = 24 * 60 * 60 * 1000

/** Of those that still work. */
export async function countLongerThan(
  reader: Reader,
  { organizationId, days, now }: LongerThan,
): Promise<number> {
  const { count } = await reader
    .selectFrom('keys')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('keys.owner_id', '=', organizationId),
        eb(
          'keys.owner_id',
          'in',
          selectFrom('members')
            .select('members.account_id')
            .where('members.organization_id', '=', organizationId),
        ),
      ]),
    )
    .where('keys.revoked_at', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('keys.expires_at', 'is', null),
        eb.and([
          eb('keys.expires_at', '>', now),
          eb(eb('keys.expires_at', '-', eb.ref('keys.created_at')), '>', days * day),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}
