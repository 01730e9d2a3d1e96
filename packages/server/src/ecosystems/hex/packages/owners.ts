/** `packages/NAME/owners`: who maintains a package, in Hex's word for it: `mix hex.owner`. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Account } from '../../../accounts/index.ts'
import type { RawResponse } from '../../../http/index.ts'
import type { Package } from '../../../repositories/index.ts'
import type { RepositoryRoute, Visit } from '../../route.ts'
import { instant } from '../accounts/index.ts'
import { fieldsOf } from '../fields.ts'
import { judgeOf } from '../judge.ts'
import { packageFacts } from '../names/index.ts'
import { invalid } from '../validation.ts'
import { type AnswerValue, answer, readValue, warn } from '../wire/index.ts'
import { findPackage } from './find.ts'

const path = '/hex/api/repos/:organization/packages/:package/owners'
const bodyLimit = 16 * 1024

export const ownersRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path,
  action: 'describe',
  facts: packageFacts,
  async handle(visit) {
    const found = await findPackage(visit)
    return refused(found) ? found : answer(visit.request, 200, await presentOwners(visit, found))
  },
}

export const ownerRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'GET',
  path: `${path}/:username`,
  action: 'describe',
  facts: packageFacts,
  async handle(visit) {
    const found = await findPackage(visit)
    if (refused(found)) return found
    const owners = await ownersOf(visit, found)
    const owner = owners.find(({ username }) => username === visit.parameters.username)
    return owner === undefined ? noOwner : answer(visit.request, 200, present(visit, owner))
  },
}

export const addOwnerRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'PUT',
  path: `${path}/:username`,
  action: 'maintain',
  facts: packageFacts,
  handle: addOwner,
}

export const removeOwnerRoute: RepositoryRoute = {
  kind: 'repository',
  method: 'DELETE',
  path: `${path}/:username`,
  action: 'maintain',
  facts: packageFacts,
  async handle(visit) {
    const { request, rooms, parameters } = visit
    const account = await rooms.accounts.byUsername(parameters.username ?? '')
    if (account === undefined) return noOwner
    const done = await rooms.repositories.removeMaintainer(judgeOf(visit), {
      kind: 'account',
      id: account.id,
    })
    if (!refused(done)) return answer(request, 204)
    return done.code === 'no_maintainer' ? noOwner : done
  },
}

async function addOwner(visit: Visit): Promise<RawResponse | Refusal> {
  const { request, rooms, parameters } = visit
  const value = await readValue(request, bodyLimit)
  if (refused(value)) return value
  const { level = 'full', transfer = false } = fieldsOf(value)
  if (level !== 'full' && level !== 'maintainer')
    return invalid('invalid_fields', ['level'], 'is invalid', 'Give full or maintainer.')
  const account = await rooms.accounts.byUsername(parameters.username ?? '')
  if (account === undefined) return unknownUser
  const done = await rooms.repositories.addMaintainer(judgeOf(visit), account.id, transfer === true)
  if (refused(done)) return done
  const added = answer(request, 204)
  return level === 'full' ? warn(added, levelsAreRoles) : added
}

/** Keys of the organization that maintain it are no users, and not among them. */
async function ownersOf({ rooms }: Pick<Visit, 'rooms'>, { id }: Package): Promise<readonly Account[]> {
  const owners: Account[] = []
  for (const maintainer of await rooms.repositories.maintainers(id)) {
    const account = maintainer.kind === 'account' && (await rooms.accounts.byId(maintainer.id))
    if (account) owners.push(account)
  }
  return owners
}

export async function presentOwners(
  visit: Pick<Visit, 'rooms'>,
  found: Package,
): Promise<readonly AnswerValue[]> {
  return (await ownersOf(visit, found)).map(owner => present(visit, owner))
}

/** Clients print `email` alone; addresses are not told here, so what stands there is by what a person is added. */
function present({ rooms }: Pick<Visit, 'rooms'>, { username, createdAt }: Account) {
  return {
    username,
    email: username,
    ...{ full_name: null, handles: {} },
    url: `${rooms.origin}/hex/api/users/${username}`,
    level: 'maintainer',
    ...{ inserted_at: instant(createdAt), updated_at: instant(createdAt) },
  }
}

const levelsAreRoles =
  'Owners of a package publish and retire it here; who may add other owners is a matter of the role in the organization.'

const noOwner = refuse(
  'no_maintainer',
  'This user is not an owner of the package.',
  'List those who are: mix hex.owner list PACKAGE --organization ORGANIZATION.',
)

const unknownUser = refuse(
  'unknown_account',
  'There is no user of this name.',
  'Give the username, and not an e-mail address.',
)
