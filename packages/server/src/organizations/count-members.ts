/** How many members an organization has, and how many of them have no second factor. */
import { type Reader, secondFactorSince } from '../storage/index.ts'

export interface MemberCounts {
  readonly all: number
  readonly withoutSecondFactor: number
}

export async function countMembers(reader: Reader, organizationId: string): Promise<MemberCounts> {
  const { all, without } = await reader
    .selectFrom(
      reader
        .selectFrom('members')
        .select(secondFactorSince('members.account_id').as('since'))
        .where('members.organization_id', '=', organizationId)
        .as('each_member'),
    )
    .select(({ fn }) => [
      fn.countAll<number | string>().as('all'),
      fn.countAll<number | string>().filterWhere('since', 'is', null).as('without'),
    ])
    .executeTakeFirstOrThrow()
  return { all: Number(all), withoutSecondFactor: Number(without) }
}
