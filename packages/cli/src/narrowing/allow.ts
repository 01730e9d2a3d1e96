/** `--package`, `--repository` and `--action` are one `allow` caveat. */
import {
  type Action,
  type AllowRow,
  actions,
  type Caveat,
  isAction,
  parseTarget,
  quoted,
  type Refusal,
  refuse,
  refused,
  type Target,
} from '@latchkey/tokens'
import { type Narrowing, readAll } from './narrowing.ts'

/**
 * Actions that were named hold for everything that was named, or for wherever the token may act at all; otherwise
 * packages may be published and repositories read.
 */
export function readAllow(narrowing: Narrowing): readonly Caveat[] | Refusal {
  const named = readAll(narrowing.action, readAction)
  const packages = readAll(narrowing.package, readPackage)
  const repositories = readAll(narrowing.repository, readRepository)
  const reads = readAll(narrowing.reads ?? [], readRepository)
  if (refused(named)) return named
  if (refused(packages)) return packages
  if (refused(repositories)) return repositories
  if (refused(reads)) return reads
  const everywhere = [...packages, ...repositories]
  const rows: readonly AllowRow[] =
    named.length > 0
      ? [{ actions: named, targets: everywhere.length > 0 ? everywhere : [anything] }]
      : [
          { actions: ['publish'] as const, targets: packages },
          { actions: ['read'] as const, targets: repositories },
        ].filter(({ targets }) => targets.length > 0)
  const all = reads.length === 0 ? rows : [...rows, { actions: ['read'] as const, targets: reads }]
  return all.length === 0 ? [] : [{ kind: 'allow', rows: all }]
}

const anything = parseTarget('*') as Target

function readAction(text: string): Action | Refusal {
  if (isAction(text)) return text
  return refuse('action_unknown', `${quoted(text)} is not an action.`, `Write one of: ${actions.join(', ')}.`)
}

function readPackage(text: string): Target | Refusal {
  const target = parseTarget(text)
  if (!refused(target) && target.package !== undefined) return target
  return refuse('not_a_package', `${quoted(text)} is not a package.`, 'Write --package pypi:acme/widget.')
}

function readRepository(text: string): Target | Refusal {
  const target = parseTarget(text)
  const whole = !refused(target) && target.package === undefined
  if (whole && target.ecosystem !== undefined) return target
  return refuse('not_a_repository', `${quoted(text)} is not a repository.`, 'Write --repository pypi:acme.')
}
