/** Keys that are set for exactly this repository: the one thing that an untrusted place is sent. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../../credential.ts'
import { mayCarry } from '../../http/index.ts'
import { type Finding, failed, found, keyFor, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'

export async function repositoryKey(scene: Scene): Promise<readonly Finding[]> {
  const own = await given(scene, scene.name)
  const findings = own === undefined ? [nothing(whatIsGiven(scene.name))] : [own]
  if (scene.wanted.kind === 'repository') findings.push(...(await stored(scene)))
  const { key, repository } = await scene.given(scene.name)
  if (scene.parent === undefined || !scene.trusted || key || repository) return findings
  const inherited = await given(scene, scene.parent)
  return inherited === undefined ? findings : [...findings, inherited]
}

async function given(scene: Scene, name: string): Promise<Finding | undefined> {
  const { wanted, trusted, exchangesKeys, keysAsTheyAre } = scene
  const { api, repository, key } = await scene.given(name)
  const where = whatIsGiven(name)
  if (wanted.kind === 'api') return api && found(where, keyFor(scene, { secret: api, source: 'key' }))
  if (repository) {
    return found(
      where,
      keyFor(scene, { secret: repository, source: 'repository key', kind: 'repository-key' }),
    )
  }
  if (!key || exchangesKeys) return undefined
  if (!trusted) return notForThis(where, 'the place is not trusted')
  if (!keysAsTheyAre) return notForThis(where, 'an organization’s repository is never sent a long-lived key')
  return found(where, keyFor(scene, { secret: key, source: 'key' }))
}

/** Of those that are kept for this place, the one whose path is the longest. */
async function stored(scene: Scene): Promise<readonly Finding[]> {
  const { needs, origin, pathPrefix, keysAsTheyAre } = scene
  const state = await needs.stored()
  if (refused(state)) return [failed('the store', state)]
  const target = new URL(pathPrefix, origin)
  const [best] = Object.values(state)
    .filter(({ kind }) => kind === 'repository-key')
    .filter(credential => mayCarry(credential, target))
    .sort((one, other) => other.pathPrefix.length - one.pathPrefix.length)
  if (best === undefined) return []
  const where = `the key kept for ${best.origin}${best.pathPrefix}`
  if (!keysAsTheyAre) return [notForThis(where, 'an organization’s repository is never sent a stored key')]
  return [found(where, withSource(best))]
}

function withSource(credential: Credential): Credential {
  return { ...credential, source: 'repository key' }
}

function whatIsGiven(name: string): string {
  return `what the host gives for ${name}`
}
