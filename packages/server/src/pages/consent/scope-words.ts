/** What a scope lets a client do, in words that a person understands. */
import { formatScopes, type Scope } from '@latchkey/protocol'
import { formatTarget } from '@latchkey/tokens'
import { html, type Markup } from '../layout/markup.ts'

export interface ScopeWords {
  /** As it is written on the wire: `api:read`. */
  readonly scope: string
  readonly may: string
  readonly hint: string
}

/** `ecosystem`: that of a client that is for one alone. */
export function scopeInWords(scope: Scope, ecosystem?: string): ScopeWords {
  const only = ecosystem === undefined ? '' : ` of ${ecosystem}`
  const words = (may: string, hint: string) => ({ scope: formatScopes([scope]), may, hint })
  switch (scope.kind) {
    case 'api:read':
      return words('Look things up', `packages${only}, versions, and who may do what`)
    case 'api:write':
      return words(
        'Change things in your name',
        `publish, yank and delete packages${only}, and manage people, keys and settings, as far as you may yourself`,
      )
    case 'repositories':
      return words('Install packages', `from every repository${only} that you may read`)
    case 'repository':
      return words(
        `Install packages of ${scope.target.organization}`,
        scope.target.ecosystem === undefined
          ? `from each of its repositories${only}`
          : `from ${formatTarget(scope.target)}`,
      )
    case 'package':
      return words(`Work on ${formatTarget(scope.target)}`, 'look it up, install, publish and yank it')
  }
}

/** All of them, a line each. */
export function scopeList(scopes: readonly Scope[], ecosystem?: string): Markup {
  return html`<ul>${scopes.map(scope => {
    const { may, hint } = scopeInWords(scope, ecosystem)
    return html`<li>${may}: <span class="hint">${hint}</span></li>`
  })}</ul>`
}
