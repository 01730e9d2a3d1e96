/** Where a request of each kind goes, and so with which credential. */
import type { Wanted } from '../preflight/index.ts'

/**
 * The repository that files are fetched from and uploaded to; undefined where the API is asked, as for everything else,
 * and as Hex publishes.
 */
export function repositoryFor({ action, target }: Pick<Wanted, 'action' | 'target'>): string | undefined {
  const [repository = ''] = target.split('/', 1)
  const byApi = action !== 'read' && (action !== 'publish' || repository.startsWith('hex:'))
  return byApi ? undefined : repository
}
