/** Looks a situation up in the role table. Knows nothing of tokens: caveats are cleared elsewhere. */
import { type Role, roles, roleWithin } from '@latchkey/protocol'
import type { Action, Principal } from '@latchkey/tokens'
import type { Administration } from './attempt.ts'
import { everyoneMay, maintainersMay, publicPermits, type Reach, rolesPermit } from './role-table.ts'
import type { Standing } from './standing.ts'

export interface Situation {
  readonly action: Action
  readonly principal: Principal['kind']
  readonly role: Role | undefined
  /** What the package is to them; `none` where the access is about the repository or organization as a whole. */
  readonly package: 'none' | 'new' | 'maintained' | 'of others'
  readonly visibility: Standing['visibility']
  /** Which part of `administer` is meant; one that is not said is nobody's but an owner's. */
  readonly administration?: Administration | undefined
}

/** On what ground something is permitted. */
export type Ground =
  | { readonly by: 'role'; readonly role: Role }
  | { readonly by: 'maintaining' | 'being public' | 'being known' }

/** The ground on which the role table permits this, the broadest first; `undefined` where it does not. */
export function permits(situation: Situation): Ground | undefined {
  const { action, principal, role, visibility } = situation
  if (visibility === 'public' && publicPermits.includes(action)) return { by: 'being public' }
  if (principal === 'nobody') return undefined
  if (everyoneMay.includes(action)) {
    return action === 'account' && principal !== 'account' ? undefined : { by: 'being known' }
  }
  if (role !== undefined && roleReaches(role, situation)) return { by: 'role', role }
  if (situation.package === 'maintained' && maintainersMay.includes(action)) return { by: 'maintaining' }
  return undefined
}

/** The lowest role that would permit this to somebody who does not maintain the package. */
export function roleNeeded(situation: Situation): Role | undefined {
  return roles.find(role => roleReaches(role, situation))
}

/** A role may do what it adds, and all that the roles before it may. */
function roleReaches(role: Role, situation: Situation): boolean {
  return roles.some(below => {
    const reach = rolesPermit[below][situation.action]
    return roleWithin(below, role) && reach !== undefined && covers(reach, situation)
  })
}

function covers(reach: Reach, { package: name, administration }: Situation): boolean {
  switch (reach) {
    case 'everything':
      return true
    case 'new names':
      return name === 'new'
    case 'keys of role admin or below':
      return administration?.administers === 'keys' && roleWithin(administration.keyRole, 'admin')
  }
}
