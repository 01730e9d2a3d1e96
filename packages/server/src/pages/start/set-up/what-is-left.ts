/** How far set-up has come: told by what exists, so that it can be left and gone on with at any time. */
import type { Account } from '../../../accounts/index.ts'
import type { Repository } from '../../../repositories/index.ts'
import { seeOther } from '../../answers.ts'
import type { Words } from '../../catalogue/index.ts'
import type { House } from '../../house.ts'
import type { Handler, SignedInVisit } from '../../visit.ts'
import { type Places, placesOf } from '../places.ts'

/** What comes next, and why. */
export interface Left {
  readonly path: string
  readonly because: string
}

/** `GET /set-up`: goes on where it was left. */
export const goOn: Handler<SignedInVisit> = async (visit, house) => {
  const { account } = visit.session
  const left = await whatIsLeft(visit.words, account, await placesOf(account, house), house)
  return seeOther(left?.path ?? '/')
}

/**
 * Nothing once something was uploaded, nor for who owns no organization and cannot make the first. Of several only the
 * first is looked at: whoever has more knows the way.
 */
export async function whatIsLeft(
  { setUp }: Words,
  account: Pick<Account, 'id' | 'administrator'>,
  { shown }: Places,
  house: House,
): Promise<Left | undefined> {
  const say = setUp.left
  if (shown.length === 0) {
    const isFirst = account.administrator && (await house.organizations.list({ limit: 1 })).items.length === 0
    return isFirst ? { path: '/set-up/organization', because: say.organization } : undefined
  }
  const own = shown.find(({ role }) => role === 'owner')
  if (own === undefined) return undefined
  const { organization, repositories } = own
  const [first] = repositories
  if (first === undefined) {
    const path = `/organizations/${organization.name}/set-up`
    return { path, because: say.repository(organization.displayName) }
  }
  if (await anyHasPackages(repositories, house)) return undefined
  const name = `${first.ecosystem}:${organization.name}`
  const path = `/organizations/${organization.name}/repositories/${first.ecosystem}`
  const keys = await house.keys.list({ kind: 'account', id: account.id }, { limit: 1 })
  return keys.items.length === 0
    ? { path: `${path}/set-up`, because: say.key(name) }
    : { path: `${path}/first-upload`, because: say.upload(name) }
}

async function anyHasPackages(repositories: readonly Repository[], house: House): Promise<boolean> {
  const first = await Promise.all(repositories.map(({ id }) => house.repositories.packages(id, { limit: 1 })))
  return first.some(({ items }) => items.length > 0)
}
