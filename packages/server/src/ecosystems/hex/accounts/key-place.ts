/** Whose keys a request is about: the caller's own, or those of the organization that the path names. */
import { type Role, roles } from '@latchkey/protocol'
import { quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { Judge } from '../../../access/index.ts'
import type { Key, KeyOwner } from '../../../keys/index.ts'
import type { RegistryPermission, RegistryVisit } from '../../route.ts'
import { holderOf, tokenOf } from './held.ts'
import { invalidFields } from './key-form.ts'
import type { Holder, Permission } from './permissions.ts'

export interface KeyPlace {
  readonly path: `/${string}`
  readonly permission: RegistryPermission
  of(visit: RegistryVisit): Promise<KeysOf | Refusal>
}

/** The keys of one account or organization, as a request may change them. */
export interface KeysOf {
  readonly owner: KeyOwner
  readonly holder: Holder
  readonly url: string
  /** The role of a key with these permissions; an account's has none. */
  roleFor(permissions: readonly Permission[]): { readonly role?: Role }
  /** Decides on making or revoking keys of these roles, in the transaction that does it. */
  judgeOf(keys: readonly Pick<Key, 'role'>[]): Judge
  /** Why a key may not have this permission. */
  objectionTo(permission: Permission): Promise<Refusal | undefined>
}

export const own: KeyPlace = {
  path: '/hex/api/keys',
  permission: { action: 'account' },
  async of({ credential, rooms, judge, decide }) {
    const token = tokenOf(credential)
    if (token.principal.kind !== 'account') throw new TypeError('Only a person has keys of their own.')
    return {
      owner: token.principal,
      holder: await holderOf(token, rooms),
      url: `${rooms.origin}/hex/api/keys`,
      roleFor: () => ({}),
      judgeOf: () => judge(),
      async objectionTo(permission) {
        const attempt = placeOf(permission)
        if (attempt === undefined) return undefined
        const decision = await decide({ ...attempt, ecosystem: 'hex', safe: true })
        if (decision.answer !== 'refused') return undefined
        const { message, next } = decision.refusal
        return invalidFields({
          permissions: `you do not have access to ${permission.resource}: ${message} ${next}`,
        })
      },
    }
  },
}

export const ofOrganization: KeyPlace = {
  path: '/hex/api/orgs/:organization/keys',
  permission: { action: 'administer', administers: 'keys' },
  async of({ parameters, rooms, judge }) {
    const organization = await rooms.organizations.byName(parameters.organization ?? '')
    if (organization === undefined) return unknownOrganization
    const { id, name } = organization
    return {
      owner: { kind: 'organization', id },
      holder: { kind: 'organization', name },
      url: `${rooms.origin}/hex/api/orgs/${name}/keys`,
      roleFor: permissions => ({ role: roleFor(permissions) }),
      judgeOf(keys) {
        const keyRole = roles.findLast(role => keys.some(key => key.role === role)) ?? 'read'
        return judge({ action: 'administer', organization: name, administers: 'keys', keyRole })
      },
      async objectionTo(permission) {
        const place = placeOf(permission)
        if (place === undefined || place.organization === name) return undefined
        const message = `a key of ${name} reaches nothing of ${quoted(place.organization)}.`
        return invalidFields({ permissions: `${message} Ask one of its owners for a key of theirs.` })
      },
    }
  },
}

/**
 * The lowest that these permissions are of any use with: packages of others are published and retired by admins. What
 * the key may do with it is what it names, and nobody makes one of a role above their own.
 */
function roleFor(permissions: readonly Permission[]): Role {
  const writes = permissions.some(
    ({ domain, resource }) => domain === 'package' || (domain === 'api' && resource !== 'read'),
  )
  return writes ? 'admin' : 'read'
}

/** What must be in reach for a permission to be of any use: nothing, where it is about no one place. */
function placeOf({ domain, resource }: Permission) {
  const [organization = '', name = ''] = resource?.split('/') ?? []
  if (domain === 'repository') return { action: 'read', organization } as const
  return domain === 'package' ? ({ action: 'describe', organization, package: name } as const) : undefined
}

/** It was there when the request was let in. */
const unknownOrganization = refuse(
  'unknown_organization',
  'There is no organization of this name.',
  'Check its name.',
)
