/** OAuth scopes (RFC 6749, 3.3) in Hex's words, and what a token of each may do. */
import {
  type Action,
  type AllowRow,
  formatTarget,
  parseTarget,
  quoted,
  type Refusal,
  refuse,
  refused,
  type Target,
} from '@latchkey/tokens'

export type Scope =
  /** `api:read`, `api:write`; both are written `api`. */
  | { readonly kind: 'api:read' | 'api:write' }
  /** `repositories`: whatever the presenter may read, at the moment of use. Stays symbolic. */
  | { readonly kind: 'repositories' }
  /** `repository:ORG`, `repository:ECOSYSTEM:ORG`, `package:ECOSYSTEM:ORG/NAME`. */
  | { readonly kind: 'repository' | 'package'; readonly target: Target }

/** What each kind lets a token do. */
const actionsOf = {
  'api:read': ['describe'],
  'api:write': ['describe', 'publish', 'retire', 'delete', 'maintain', 'administer', 'account'],
  repositories: ['read'],
  repository: ['read'],
  package: ['describe', 'read', 'publish', 'retire'],
} as const satisfies { readonly [Kind in Scope['kind']]: readonly Action[] }

/**
 * The scopes of a request, each once and in canonical order. A scope that is not known is named. A client of one
 * ecosystem asks for that one alone: it writes `repository:ORG` for the repository there.
 */
export function parseScopes(text: string, ecosystem?: string): readonly Scope[] | Refusal<'invalid_scope'> {
  const found: Scope[] = []
  for (const word of text.split(' ')) {
    const scopes = parseScope(word)
    if (scopes === undefined) return unknownScope(word)
    for (const scope of scopes) {
      const within = ecosystem === undefined ? scope : withoutEcosystem(scope, ecosystem)
      if (within === undefined) return foreignScope(word, ecosystem)
      found.push(within)
    }
  }
  return inOrder(found)
}

/** The canonical text: what is stored, and what the answer of the token endpoint lists. */
export function formatScopes(scopes: readonly Scope[]): string {
  const words = scopes.map(formatScope).join(' ')
  return words.replace('api:read api:write', 'api')
}

/** Who presents a token of these scopes, at the moment of use. */
export interface Presenter {
  /** The one ecosystem that its client is for: the short scopes mean that one. */
  readonly ecosystem?: string | undefined
  /** The names of the organizations that it belongs to. Asked for only where a client is for one ecosystem. */
  readonly organizations: readonly string[]
}

/**
 * The rows of the one `allow` caveat that a token of these scopes gets: it may do what any of them lets it, as far as
 * the role of the presenter goes. A client of one ecosystem gets no more than that, and `administer` on the organizations
 * themselves, which are of no ecosystem. None at all where nothing is left: then nothing clears.
 */
export function scopesToAllow(
  scopes: readonly Scope[],
  { ecosystem, organizations }: Presenter,
): readonly AllowRow[] {
  if (ecosystem === undefined)
    return scopes.map(scope => ({ ...actionsIn(scope), targets: [targetOf(scope)] }))
  const everywhere = known(`${ecosystem}:*`)
  const rows: AllowRow[] = []
  for (const scope of scopes) {
    const { actions } = actionsIn(scope)
    const target = 'target' in scope ? targetIn(ecosystem, scope.target) : everywhere
    if (target === undefined) continue
    rows.push({ actions: actions.filter(action => action !== 'administer'), targets: [target] })
    if (actions.includes('administer') && organizations.length > 0)
      rows.push({ actions: ['administer'], targets: organizations.map(name => known(`*:${name}`)) })
  }
  return rows
}

/** As an answer lists them: a `repository:ORG` for each organization in the place of the symbolic `repositories`. */
export function expandScopes(scopes: readonly Scope[], organizations: readonly string[]): readonly Scope[] {
  const each = organizations.map(name => ({ kind: 'repository', target: known(`*:${name}`) }) as const)
  return inOrder(
    scopes.flatMap((scope): readonly Scope[] => (scope.kind === 'repositories' ? each : [scope])),
  )
}

const everything = known('*')

function actionsIn({ kind }: Scope): { readonly actions: readonly Action[] } {
  return { actions: actionsOf[kind] }
}

function targetOf(scope: Scope): Target {
  return 'target' in scope ? scope.target : everything
}

/** The part of a target that lies in this ecosystem. */
function targetIn(ecosystem: string, target: Target): Target | undefined {
  if (target.ecosystem === undefined) return known(formatTarget(target).replace('*:', `${ecosystem}:`))
  return target.ecosystem === ecosystem ? target : undefined
}

/** Of a target that is written here, or was read before. */
function known(text: string): Target {
  const target = parseTarget(text)
  if (refused(target)) throw new Error(target.message)
  return target
}

function inOrder(scopes: readonly Scope[]): readonly Scope[] {
  const once = new Map(scopes.map(scope => [formatScope(scope), scope]))
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope)
}

/** As a client of one ecosystem writes it; nothing where it is of another. */
function withoutEcosystem(scope: Scope, ecosystem: string): Scope | undefined {
  if (!('target' in scope) || scope.target.ecosystem === undefined) return scope
  if (scope.target.ecosystem !== ecosystem) return undefined
  if (scope.kind === 'package') return scope
  return { kind: scope.kind, target: known(`*:${scope.target.organization}`) }
}

function unknownScope(word: string): Refusal<'invalid_scope'> {
  const all =
    'api, api:read, api:write, repositories, repository:ORG, repository:ECOSYSTEM:ORG, package:ECOSYSTEM:ORG/NAME'
  return refuse('invalid_scope', `${quoted(word)} is not a scope.`, `Ask for one or more of: ${all}.`)
}

function foreignScope(word: string, ecosystem = ''): Refusal<'invalid_scope'> {
  return refuse(
    'invalid_scope',
    `${quoted(word)} is of another ecosystem than the client, which is for ${ecosystem} alone.`,
    'Log in with a client that is for every ecosystem.',
  )
}

function parseScope(word: string): readonly Scope[] | undefined {
  if (word === 'api') return [{ kind: 'api:read' }, { kind: 'api:write' }]
  if (word === 'api:read' || word === 'api:write' || word === 'repositories') return [{ kind: word }]
  const [, kind, named = ''] = /^(repository|package):([^*]+)$/.exec(word) ?? []
  if (kind !== 'repository' && kind !== 'package') return undefined
  const target = parseTarget(named.includes(':') ? named : `*:${named}`)
  if (refused(target) || (target.package !== undefined) !== (kind === 'package')) return undefined
  return [{ kind, target }]
}

function formatScope(scope: Scope): string {
  return 'target' in scope ? `${scope.kind}:${formatTarget(scope.target).replace('*:', '')}` : scope.kind
}
