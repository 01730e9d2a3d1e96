/** The keys and logins of those who have to do with a package: by owner, the newest of each first. */
import { type KeyOwner, readVerifiableKey, selectVerifiableKeys } from '../keys/index.ts'
import { readVerifiableLogin, selectVerifiableLogins } from '../logins/index.ts'
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'
import { behind, writePlace } from './cursor.ts'
import { peopleOf } from './people.ts'
import type { ReachPlace } from './reaching.ts'

/** Whatever became of them: how many there are is how many are looked at. */
export async function keyRows(
  reader: Reader,
  place: ReachPlace,
  { of, ...page }: PageRequest & { readonly of: KeyOwner['kind'] },
) {
  const owners = of === 'account' ? peopleOf(reader, place) : [place.organization.id]
  const rows = await selectVerifiableKeys(reader)
    .select(['keys.last_used_at', 'accounts.username as owner_username'])
    .where('keys.owner_kind', '=', of)
    .where('keys.owner_id', 'in', owners)
    .where(behind(page.after, { owner: 'keys.owner_id', createdAt: 'keys.created_at', id: 'keys.id' }))
    .orderBy('keys.owner_id', 'desc')
    .orderBy('keys.created_at', 'desc')
    .orderBy('keys.id', 'desc')
    .limit(rowsFor(page))
    .execute()
  return pageOf(
    page,
    rows,
    row => ({
      ...readVerifiableKey(row),
      lastUsedAt: row.last_used_at ?? undefined,
      username: row.owner_username ?? undefined,
    }),
    row => writePlace({ owner: row.owner_id, createdAt: row.created_at, id: row.id }),
  )
}

export async function loginRows(reader: Reader, place: ReachPlace, page: PageRequest) {
  const rows = await selectVerifiableLogins(reader)
    .where('logins.account_id', 'in', peopleOf(reader, place))
    .where(
      behind(page.after, { owner: 'logins.account_id', createdAt: 'logins.created_at', id: 'logins.id' }),
    )
    .orderBy('logins.account_id', 'desc')
    .orderBy('logins.created_at', 'desc')
    .orderBy('logins.id', 'desc')
    .limit(rowsFor(page))
    .execute()
  const { items, ...more } = pageOf(
    page,
    rows,
    row => row,
    row => writePlace({ owner: row.account_id, createdAt: row.created_at, id: row.id }),
  )
  const read = items.map(async row => ({
    ...(await readVerifiableLogin(reader, row)),
    username: row.username,
  }))
  return { items: await Promise.all(read), ...more } satisfies Page<unknown>
}
