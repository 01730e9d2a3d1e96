/** Whose a credential is, in the answers of a Latchkey (`api/v1/validate`) and of hex.pm (`users/me`). */
import { isRole, type Role } from '@latchkey/protocol'

export interface Organization {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly role: Role
}

export interface Identity {
  readonly kind: 'account' | 'organization'
  readonly id: string
  readonly name: string
}

export interface Identified {
  readonly organizations: readonly Organization[]
  readonly identity: Identity
  readonly may?: readonly string[]
  readonly expiresAt?: number
  readonly endsAt?: number
}

/** Undefined where it is neither answer: nothing is guessed about who somebody is. */
export function identityIn(value: unknown): Identified | undefined {
  const { organizations, identity, username, may, expires_at, key, login } = fieldsOf(value)
  const whose = readIdentity(identity) ?? readUser(username)
  const memberships = Array.isArray(organizations) ? organizations.map(readOrganization) : undefined
  const known = memberships?.filter(each => each !== undefined)
  if (whose === undefined || known === undefined || known.length !== memberships?.length) return undefined
  const { words } = fieldsOf(may)
  const { expires_at: end } = fieldsOf(login ?? key)
  return {
    ...{ identity: whose, organizations: known },
    ...(Array.isArray(words) && { may: words.filter(isText) }),
    ...(typeof expires_at === 'number' && { expiresAt: expires_at * 1000 }),
    ...(typeof end === 'number' && { endsAt: end * 1000 }),
  }
}

function readIdentity(value: unknown): Identity | undefined {
  const { kind, id, name } = fieldsOf(value)
  if ((kind !== 'account' && kind !== 'organization') || !isText(id) || !isText(name)) return undefined
  return { kind, id, name }
}

function readUser(username: unknown): Identity | undefined {
  return isText(username) ? { kind: 'account', id: username, name: username } : undefined
}

function readOrganization(value: unknown): Organization | undefined {
  const { name, id = name, display_name: displayName = name, role } = fieldsOf(value)
  if (!isText(id) || !isText(name) || !isText(displayName) || !isRole(role)) return undefined
  return { id, name, displayName, role }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

/** These are shown on terminals: one with control signs in it is nobody's name. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Cc}/u.test(value)
}
