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
  repository: ['read'],
  package: ['describe', 'read', 'publish', 'retire'],
} as const satisfies { readonly [Kind in Exclude<Scope['kind'], 'repositories'>]: readonly Action[] }

/** The scopes of a request, each once and in canonical order. A scope that is not known is named. */
export function parseScopes(text: string): readonly Scope[] | Refusal<'invalid_scope'> {
  const found = new Map<string, Scope>()
  for (const word of text.split(' ')) {
    const scopes = parseScope(word)
    if (scopes === undefined) {
      const known =
        'api, api:read, api:write, repositories, repository:ORG, repository:ECOSYSTEM:ORG, package:ECOSYSTEM:ORG/NAME'
      return refuse('invalid_scope', `${quoted(word)} is not a scope.`, `Ask for one or more of: ${known}.`)
    }
    for (const scope of scopes) found.set(formatScope(scope), scope)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope)
}

/** The canonical text: what is stored, and what the answer of the token endpoint lists. */
export function formatScopes(scopes: readonly Scope[]): string {
  const words = scopes.map(formatScope).join(' ')
  return words.replace('api:read api:write', 'api')
}

/**
 * The rows of the one `allow` caveat that a token of these scopes gets: it may do what any of them lets it. The
 * symbolic `repositories` has none: whoever knows the presenter adds a row for each.
 */
export function scopesToAllow(scopes: readonly Scope[]): readonly AllowRow[] {
  return scopes.flatMap(scope => {
    if (scope.kind === 'repositories') return []
    return [{ actions: actionsOf[scope.kind], targets: ['target' in scope ? scope.target : everything] }]
  })
}

const everything = parseTarget('*') as Target

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
