/** What this process was told to use instead, by exact origin. */
import { type Finding, found, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'

export function override({ origin, trusted, needs }: Scene): readonly Finding[] {
  const where = `the live override of ${origin}`
  const set = needs.override(origin)
  if (set === undefined) return [nothing(where)]
  return [trusted ? found(where, set) : notForThis(where, 'the place is not trusted')]
}
