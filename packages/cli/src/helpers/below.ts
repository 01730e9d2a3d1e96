/** What lies at an address below a registry. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'
import { formatTarget, parseTarget, refused } from '@latchkey/tokens'

/** The segments of its path: `['pypi', 'acme', 'simple']`. */
export type Below = readonly string[]

export function segmentsBelow(place: URL, registry: string): Below {
  const prefix = withoutSlashesAtEnd(new URL(registry).pathname)
  return place.pathname.slice(prefix.length).split('/').filter(Boolean)
}

/** `git:acme` of `git/acme/widget.git`; undefined where nothing there can be a repository. */
export function repositoryIn([ecosystem, organization]: Below): string | undefined {
  const target = parseTarget(`${ecosystem ?? ''}:${organization ?? ''}`)
  return refused(target) || target.organization === undefined ? undefined : formatTarget(target)
}
