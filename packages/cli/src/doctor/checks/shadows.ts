/** Variables that go before a login, in this command or in the clients that it works for. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { type Check, type Finding, ok, warning } from '../finding.ts'
import type { Place } from '../place.ts'

/** Whose client reads it, by its name. */
const readBy: readonly (readonly [name: RegExp, client: string])[] = [
  [/^TWINE_(PASSWORD|USERNAME)$/, 'twine'],
  [/^UV_PUBLISH_(TOKEN|PASSWORD|USERNAME)$/, 'uv'],
  [/^UV_INDEX_.+_(PASSWORD|USERNAME)$/, 'uv'],
  [/^(NPM_TOKEN|NODE_AUTH_TOKEN)$/, 'npm'],
  [/^npm_config_(.*:)?_(auth|authToken|password)$/i, 'npm'],
  [/^YARN_NPM_AUTH_(TOKEN|IDENT)$/, 'yarn'],
  [/^HEX_(API|REPOS)_KEY$/, 'mix and rebar3'],
  [/^CARGO_REGISTR(Y|IES_.+)_TOKEN$/, 'cargo'],
  [/^DOCKER_AUTH_CONFIG$/, 'docker'],
]

/** An address: it shadows a login where it holds a password. */
const addresses =
  /^(PIP_(EXTRA_)?INDEX_URL|UV_(INDEX|DEFAULT_INDEX|INDEX_URL|EXTRA_INDEX_URL|PUBLISH_URL)|TWINE_REPOSITORY_URL)$/

export const shadows: Check = {
  name: 'variables',
  async look(place) {
    const set = Object.entries(place.desk.environment).filter(([, value]) => value?.trim())
    const found = set.flatMap(([name, value = '']) => lookAt(name, value, place) ?? [])
    return found.length > 0 ? found : [ok('No variable goes before a login.')]
  },
}

function lookAt(name: string, value: string, place: Place): Finding | undefined {
  if (name === 'LATCHKEY_TOKEN') return ofOurs(place)
  if (/^LATCHKEY_TOKEN_/.test(name)) return goesFirst(name, 'latchkey, at the host that it names,')
  const [, client] = readBy.find(([form]) => form.test(name)) ?? []
  if (client !== undefined) return goesFirst(name, client)
  const holdsPassword = addresses.test(name) && /\/\/[^/\s]*@/.test(value)
  if (!holdsPassword) return undefined
  return warning(
    `${name} holds a password, which its client shows in logs and sends wherever that address leads.`,
    {
      repair: `unset ${name} (then: latchkey setup pip, or latchkey exec -- ...)`,
    },
  )
}

function goesFirst(name: string, client: string): Finding {
  return warning(`${name} is set: ${client} uses that, whoever is logged in.`, { repair: `unset ${name}` })
}

function ofOurs({ desk: { environment }, chosen }: Place): Finding {
  const registry = environment['LATCHKEY_REGISTRY']?.trim()
  if (!registry)
    return warning('LATCHKEY_TOKEN is set, and is sent nowhere: nothing says which registry it is for.', {
      repair: 'Set LATCHKEY_REGISTRY to the address of its registry, or: unset LATCHKEY_TOKEN',
    })
  if (!refused(chosen) && chosen.registry !== withoutSlashesAtEnd(registry))
    return ok(`LATCHKEY_TOKEN is for ${registry} alone, and not for ${chosen.registry}.`)
  return goesFirst('LATCHKEY_TOKEN', `latchkey, at ${registry},`)
}
