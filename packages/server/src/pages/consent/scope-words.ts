/** What a scope lets a client do, in words that a person understands. */
import { formatScopes, type Scope } from '@latchkey/protocol'
import { formatTarget, type Target } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import { html, type Markup } from '../layout/markup.ts'

export interface ScopeWords {
  /** As it is written on the wire: `api:read`. */
  readonly scope: string
  readonly may: string
  readonly hint: string
}

/** `ecosystem`: that of a client that is for one alone. */
export function scopeInWords({ scopes: say }: Words, scope: Scope, ecosystem?: string): ScopeWords {
  const words = (may: string, hint: string) => ({ scope: formatScopes([scope]), may, hint })
  switch (scope.kind) {
    case 'api:read':
      return words(say.read, ecosystem === undefined ? say.readHint : say.readHintOf(ecosystem))
    case 'api:write':
      return words(say.write, ecosystem === undefined ? say.writeHint : say.writeHintOf(ecosystem))
    case 'repositories':
      return words(
        say.repositories,
        ecosystem === undefined ? say.repositoriesHint : say.repositoriesHintOf(ecosystem),
      )
    case 'repository':
      return words(
        say.repository(scope.target.organization ?? ''),
        repositoryHint(say, scope.target, ecosystem),
      )
    case 'package':
      return words(say.package(formatTarget(scope.target)), say.packageHint)
  }
}

function repositoryHint(say: Words['scopes'], target: Target, ecosystem: string | undefined): string {
  if (target.ecosystem !== undefined) return say.repositoryHintFrom(formatTarget(target))
  return ecosystem === undefined ? say.repositoryHint : say.repositoryHintOf(ecosystem)
}

/** All of them, a line each. */
export function scopeList(words: Words, scopes: readonly Scope[], ecosystem?: string): Markup {
  return html`<ul>${scopes.map(scope => {
    const { may, hint } = scopeInWords(words, scope, ecosystem)
    return html`<li>${may}: <span class="hint">${hint}</span></li>`
  })}</ul>`
}
