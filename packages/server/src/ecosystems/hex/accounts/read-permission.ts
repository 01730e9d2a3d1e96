/** Reads the permissions of a key as a client names them. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { HexValue } from '../wire/index.ts'
import type { Permission } from './permissions.ts'

export type PermissionCode = 'invalid_permission'

/** Each is decided on. */
const most = 50

const organization = /^[a-z0-9][a-z0-9-]{0,38}$/
const packageName = /^[a-z0-9][a-z0-9-]{0,38}\/[a-z][a-z0-9_]{0,254}$/

/** `[{ domain, resource }]`; `[{ domain: 'api' }]` where nothing was said, as hex.pm has it. */
export function readPermissions(
  value: HexValue | undefined,
): readonly Permission[] | Refusal<PermissionCode> {
  if (value === undefined || value === null) return [{ domain: 'api', resource: null }]
  if (!Array.isArray(value)) return malformed
  if (value.length > most) return tooMany
  const permissions: Permission[] = []
  for (const each of value as readonly HexValue[]) {
    if (!isMap(each)) return malformed
    const permission = readPermission(each.domain, each.resource)
    if (refused(permission)) return permission
    permissions.push(permission)
  }
  return permissions.length === 0 ? malformed : permissions
}

/** Clients send an empty resource for a domain without one. */
export function readPermission(
  domain: HexValue | undefined,
  resource: HexValue | undefined,
): Permission | Refusal<PermissionCode> {
  const named = resource === undefined || resource === '' ? null : resource
  switch (domain) {
    case 'api':
      if (named === null || named === 'read' || named === 'write') return { domain, resource: named }
      return invalidResource(domain, 'read or write, or nothing for both')
    case 'repositories':
      return named === null ? { domain, resource: named } : invalidResource(domain, 'nothing')
    case 'repository':
      if (typeof named === 'string' && organization.test(named)) return { domain, resource: named }
      return invalidResource(domain, 'an organization')
    case 'package':
      if (typeof named === 'string' && packageName.test(named)) return { domain, resource: named }
      return invalidResource(domain, 'ORG/NAME')
    case 'docs':
      return docsAlone
    default:
      return typeof domain === 'string' ? unknownDomain(domain) : malformed
  }
}

export function isMap(
  value: HexValue | undefined,
): value is Exclude<HexValue & object, Uint8Array | readonly HexValue[]> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  )
}

const tooMany = refuse(
  'invalid_permission',
  `A key has at most ${most} permissions.`,
  'Name repository:ORG in place of its packages, or make several keys.',
)

const malformed = refuse(
  'invalid_permission',
  'Permissions are a list of maps, each with a domain and a resource.',
  'Name at least one, such as repository:ORG.',
)

/** The documentation of a private package lies beside its tarballs, and whoever may fetch those may read it. */
const docsAlone = refuse(
  'invalid_permission',
  'No key is for documentation alone.',
  'Name repository:ORG, which the documentation belongs to.',
)

function unknownDomain(domain: string): Refusal<PermissionCode> {
  return refuse(
    'invalid_permission',
    `${quoted(domain)} is not a domain of permissions.`,
    'Choose from: api, repositories, repository, package.',
  )
}

function invalidResource(domain: string, expected: string): Refusal<PermissionCode> {
  return refuse(
    'invalid_permission',
    `Invalid resource for given domain: ${domain} takes ${expected}.`,
    `Write ${domain === 'api' ? 'api:read' : domain === 'package' ? 'package:ORG/NAME' : 'repository:ORG or repositories'}.`,
  )
}
