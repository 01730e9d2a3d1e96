/** What a key may do in Hex's words, and the same as rows of `allow`: both ways, and neither says more than the other. */
import { parseScopes, scopesToAllow } from '@latchkey/protocol'
import { type Action, type AllowRow, type Caveat, parseTarget, refused, type Target } from '@latchkey/tokens'

/** As Hex writes it: a domain, and within it a resource. */
export type Permission =
  /** Hex's API: looking things up, or (without a resource, or to `write`) everything. */
  | { readonly domain: 'api'; readonly resource: 'read' | 'write' | null }
  /** Fetching from every repository in reach. */
  | { readonly domain: 'repositories'; readonly resource: null }
  /** Fetching from the repository of the organization that `resource` names. */
  | { readonly domain: 'repository'; readonly resource: string }
  /** Looking up, fetching, publishing and retiring the package `ORG/NAME`. */
  | { readonly domain: 'package'; readonly resource: string }

/** `repository:acme`, as people type it. */
export function inWords({ domain, resource }: Permission): string {
  return resource === null ? domain : `${domain}:${resource}`
}

/** Whose key it is, as targets name them. */
export type Holder =
  /** The organizations that somebody belongs to at the moment: whoever joins another later, makes another key. */
  | { readonly kind: 'account'; readonly organizations: readonly string[] }
  | { readonly kind: 'organization'; readonly name: string }

/** The scope that is as much: what each lets a token do is said once, in `@latchkey/protocol`. */
const scopeOf: { readonly [D in Permission['domain']]: (resource: string | null) => string } = {
  api: resource => (resource === null ? 'api' : `api:${resource}`),
  repositories: () => 'repositories',
  repository: organization => `repository:${organization}`,
  package: name => `package:hex:${name}`,
}

/** The rows of the ONE `allow` of a key with these permissions. An organization's names nothing outside of it. */
export function rowsFor(permissions: readonly Permission[], holder: Holder): readonly AllowRow[] {
  const scopes = permissions.map(({ domain, resource }) => scopeOf[domain](resource))
  const parsed = parseScopes(scopes.join(' '), 'hex')
  if (refused(parsed)) throw new TypeError(parsed.message)
  if (holder.kind === 'account')
    return scopesToAllow(parsed, { ecosystem: 'hex', organizations: holder.organizations })
  const { name } = holder
  return scopesToAllow(parsed, { ecosystem: 'hex', organizations: [name] }).flatMap(row => within(name, row))
}

/** The part of a row that lies in an organization, which has no account of its own. */
function within(name: string, { actions, targets }: AllowRow): readonly AllowRow[] {
  const left = {
    actions: actions.filter(action => action !== 'account'),
    targets: targets.flatMap(target => {
      if (target.organization === undefined) return [repositoryOf(name)]
      return target.organization === name ? [target] : []
    }),
  }
  return left.actions.length === 0 || left.targets.length === 0 ? [] : [left]
}

/**
 * The permissions that these caveats leave whole, the broadest first and none that follows from those before it. What
 * has no word in Hex is not listed: a key may be able to do more than it says there, and never less.
 */
export function permissionsIn(caveats: readonly Caveat[], holder: Holder): readonly Permission[] {
  const found: Permission[] = []
  for (const permission of candidates(caveats.flatMap(allowRows), holder)) {
    const follows = found.length > 0 && covers(rowsFor(found, holder), rowsFor([permission], holder))
    if (!follows && leavesWhole(caveats, permission, holder)) found.push(permission)
  }
  return found
}

/** Whether all that the permission lets a key do is let through by each of these caveats. */
export function leavesWhole(caveats: readonly Caveat[], permission: Permission, holder: Holder): boolean {
  const allows = caveats.filter(({ kind }) => kind === 'allow').map(allowRows)
  if (allows.length === 0 || caveats.some(narrowsOtherwise)) return false
  const rows = rowsFor([permission], holder)
  return rows.length > 0 && allows.every(allow => covers(allow, rows))
}

function allowRows(caveat: Caveat): readonly AllowRow[] {
  return caveat.kind === 'allow' ? caveat.rows : []
}

/** From where, until when and to whom a token is of use is not in question here; these say what it may do. */
function narrowsOtherwise({ kind }: Caveat): boolean {
  return !['allow', 'expires', 'audience', 'network'].includes(kind)
}

/** Every permission that these rows could amount to, the broadest first. */
function candidates(rows: readonly AllowRow[], { kind }: Holder): readonly Permission[] {
  const named = rows.flatMap(({ targets }) => targets).filter(isInHex)
  const repositories = named.flatMap(({ organization, package: name }): readonly Permission[] =>
    organization === undefined || name !== undefined
      ? []
      : [{ domain: 'repository', resource: organization }],
  )
  const packages = named.flatMap(({ organization, package: name }): readonly Permission[] =>
    name === undefined ? [] : [{ domain: 'package', resource: `${organization}/${name}` }],
  )
  // Of an organization's key it would be the one repository, which has a name.
  const all: readonly Permission[] = kind === 'account' ? [{ domain: 'repositories', resource: null }] : []
  return [
    { domain: 'api', resource: null },
    { domain: 'api', resource: 'read' },
    ...all,
    ...repositories,
    ...packages,
  ]
}

function isInHex({ ecosystem }: Target): boolean {
  return ecosystem === undefined || ecosystem === 'hex'
}

/** Whether every action on every target of `inner` is one that a row of `outer` lets through. */
function covers(outer: readonly AllowRow[], inner: readonly AllowRow[]): boolean {
  return inner.every(({ actions, targets }) =>
    actions.every(action =>
      targets.every(target =>
        outer.some(row => row.actions.includes(action) && row.targets.some(reaches(action, target))),
      ),
    ),
  )
}

/** As `allow` matches an access: `account` is about no place, and everything else about all that a target names. */
function reaches(action: Action, inner: Target) {
  return (outer: Target): boolean => {
    if (action === 'account') return true
    return (['ecosystem', 'organization', 'package'] as const).every(
      part => outer[part] === undefined || outer[part] === inner[part],
    )
  }
}

function repositoryOf(organization: string): Target {
  const target = parseTarget(`hex:${organization}`)
  if (refused(target)) throw new TypeError(target.message)
  return target
}
