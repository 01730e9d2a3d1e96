/** What is told of a token that is good (RFC 7662, 2.2): nothing that a clock changes. */
import { formatScopes, parseScopes, type Scope, scopesToAllow } from '@latchkey/protocol'
import { type Caveat, formatTarget, refused, type Target } from '@latchkey/tokens'
import { caveatsOf, endOf, type TokenCredential } from '../access/index.ts'
import { preconfigured } from '../clients/index.ts'
import type { Answer } from './endpoint.ts'
import { coversRow } from './exchange/covers.ts'

export function introspected(credential: TokenCredential, origin: string): Exclude<Answer, undefined> {
  const { principal, login } = credential
  const caveats = caveatsOf(credential)
  const scope = scopeOf(credential, caveats)
  const exp = endOf(credential, caveats)
  return {
    active: true,
    ...(scope !== '' && { scope }),
    ...(login !== undefined && { client_id: login.clientId }),
    token_type: 'Bearer',
    ...(exp !== undefined && { exp }),
    ...('id' in principal && { sub: principal.id }),
    aud: origin,
    iss: origin,
  }
}

/** The scopes that lie whole within its caveats: never more than it may do, and less where no scope says it. */
function scopeOf({ login }: TokenCredential, caveats: readonly Caveat[]): string {
  const ecosystem = preconfigured.find(({ id }) => id === login?.clientId)?.ecosystem
  const presenter = { ecosystem, organizations: [] }
  const words = login === undefined ? possibleScopes(caveats) : login.scope
  const scopes = parseScopes(words, ecosystem)
  if (refused(scopes)) return ''
  const isWithin = (scope: Scope) => scopesToAllow([scope], presenter).every(row => coversRow(caveats, row))
  return formatScopes(scopes.filter(isWithin))
}

/** Every scope that a key with these caveats may turn out to have; an empty text for none. */
function possibleScopes(caveats: readonly Caveat[]): string {
  const rows = caveats.flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : []))
  return [...new Set(rows.flatMap(row => row.targets.flatMap(scopesNaming)))].join(' ')
}

function scopesNaming(target: Target): readonly string[] {
  if (target.organization === undefined) return target.ecosystem === undefined ? ['api', 'repositories'] : []
  const kind = target.package === undefined ? 'repository' : 'package'
  return [`${kind}:${formatTarget(target).replace('*:', '')}`]
}
