/** Tokens in the environment, each for one origin: `LATCHKEY_TOKEN_<HOST>`, and `LATCHKEY_TOKEN` for `LATCHKEY_REGISTRY`. */
import { refused } from '@latchkey/tokens'
import { authError } from '../../errors.ts'
import { mayCarry, placeOf } from '../../http/index.ts'
import { environmentToken } from '../environment-token.ts'
import { type Finding, failed, found, keyFor, notForThis, nothing } from '../finding.ts'
import type { Scene } from '../scene.ts'
import { variableFor } from '../variable-name.ts'

export function environment(scene: Scene): readonly Finding[] {
  const own = variableFor(scene.origin)
  return [...(own === undefined ? [] : [inVariable(own, scene)]), inGeneral(scene)]
}

function inVariable(name: string, scene: Scene): Finding {
  const held = environmentToken(scene.options.environment, name)
  if (held === undefined) return nothing(name, 'not set')
  if (!scene.trusted) return notForThis(name, 'the place is not trusted')
  if (!/^[!-~]+$/.test(held.token.expose())) return failed(name, malformed(name))
  return found(name, keyFor(scene, { secret: held.token, source: 'environment' }))
}

function inGeneral(scene: Scene): Finding {
  const name = 'LATCHKEY_TOKEN'
  const { environment } = scene.options
  if (environmentToken(environment) === undefined) return nothing(name, 'not set')
  const registry = environment['LATCHKEY_REGISTRY']?.trim()
  if (!registry) return notForThis(name, 'LATCHKEY_REGISTRY does not say which registry it is for')
  const place = placeOf(registry)
  if (refused(place)) return failed('LATCHKEY_REGISTRY', place)
  const target = new URL(scene.pathPrefix, scene.origin)
  if (!mayCarry(place, target)) return notForThis(name, `it is for ${registry} alone`)
  return inVariable(name, scene)
}

function malformed(name: string) {
  return authError(
    'malformed_token',
    `${name} holds more than one word, or letters that no token has.`,
    `Set ${name} to the token alone, or unset it.`,
  )
}
