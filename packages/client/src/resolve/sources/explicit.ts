/** What this process was given by its arguments or its configuration. */
import { type Finding, found, keyFor, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'

export function explicit(scene: Scene): readonly Finding[] {
  const { wanted, trusted, options } = scene
  const where = 'the configuration of this process'
  const secret = options.explicit?.[wanted.kind]
  if (!secret?.expose().trim()) return [nothing(where)]
  if (!trusted) return [notForThis(where, 'the place is not trusted')]
  return [found(where, keyFor(scene, { secret, source: 'explicit' }))]
}
