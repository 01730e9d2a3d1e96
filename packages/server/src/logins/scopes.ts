/** What the scopes of a login mean at the moment: they are stored as they were granted. */
import {
  expandScopes,
  formatScopes,
  type Presenter,
  parseScopes,
  type Scope,
  scopesToAllow,
} from '@latchkey/protocol'
import { type Caveat, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Client, mayAskFor, preconfigured } from '../clients/index.ts'
import type { Login } from './login.ts'

/** Throws where the row holds scopes that this program does not know: they must not be taken for wider ones. */
export function scopesOf({ id, scope, client }: Pick<Login, 'id' | 'scope' | 'client'>): readonly Scope[] {
  const scopes = parseScopes(scope, ecosystemOf(client.id))
  if (refused(scopes)) throw new Error(`The scopes of login ${id} cannot be read. ${scopes.message}`)
  return scopes
}

/** One caveat with a row for each, since several caveats would intersect. */
export function allowedBy(scopes: readonly Scope[], presenter: Presenter): Caveat {
  return { kind: 'allow', rows: scopesToAllow(scopes, presenter) }
}

/** Only clients that are part of the program are for one ecosystem. */
export function ecosystemOf(clientId: string): string | undefined {
  return preconfigured.find(client => client.id === clientId)?.ecosystem
}

/** As an answer lists them; the symbolic word for somebody who belongs to no organization, as a scope is never empty. */
export function listed(scopes: readonly Scope[], organizations: readonly string[]): string {
  return formatScopes(expandScopes(scopes, organizations)) || formatScopes(scopes)
}

/** What a client asks for when it refreshes: nothing that was not granted (RFC 6749, section 6). */
export function narrowed(
  login: Login,
  client: Client,
  text: string,
): readonly Scope[] | Refusal<'invalid_scope'> {
  const asked = mayAskFor(client, text)
  if (refused(asked)) return asked
  const granted = scopesOf(login)
  const beyond = asked.find(scope => !granted.some(each => covers(each, scope)))
  return beyond === undefined ? asked : notGranted(formatScopes([beyond]))
}

function covers(granted: Scope, asked: Scope): boolean {
  if (!('target' in asked)) return granted.kind === asked.kind
  if (granted.kind === 'repositories') return asked.kind === 'repository'
  if (!('target' in granted) || granted.kind !== asked.kind) return false
  const { ecosystem, organization, package: name } = granted.target
  return (
    organization === asked.target.organization &&
    name === asked.target.package &&
    (ecosystem === undefined || ecosystem === asked.target.ecosystem)
  )
}

function notGranted(word: string): Refusal<'invalid_scope'> {
  return refuse(
    'invalid_scope',
    `${quoted(word)} is beyond what this login was granted.`,
    'Ask for less, or log in again and grant more.',
  )
}
