/** A world to resolve in: one Latchkey, and whatever a test puts at hand. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../../credential.ts'
import { loginName } from '../../credential.ts'
import { createHttp } from '../../http/index.ts'
import { latchkey, type Registry } from '../../registry/index.ts'
import { thisMachine } from '../../this-machine.ts'
import {
  type GivenCredentials,
  type ResolveNeeds,
  type ResolveOptions,
  resolve,
  type Wanted,
} from '../index.ts'

export const origin = 'https://packages.example.com'
const machine = thisMachine()

function registryAt(address: string): Registry {
  const registry = latchkey(address)({ http: createHttp(machine), clock: machine.clock })
  if (refused(registry)) throw new Error(registry.message)
  return registry
}

export const registry = registryAt(origin)

export function credential(text: string, more: Partial<Credential> = {}): Credential {
  const token = new Secret(`latchkey-${text}`)
  return { origin, pathPrefix: '/', kind: 'login', scopes: [], source: 'login', token, ...more }
}

export const login = credential('login', { refreshToken: new Secret('latchkey-refresh') })

export interface World {
  readonly options?: Partial<ResolveOptions>
  readonly needs?: Partial<ResolveNeeds>
  readonly given?: Readonly<Record<string, GivenCredentials>>
  readonly stored?: Readonly<Record<string, Credential>>
}

export function inWorld({ options, needs, given = {}, stored = {} }: World) {
  const all: ResolveNeeds = {
    override: () => undefined,
    stored: async () => stored,
    now: () => 1_000,
    fresh: async kept => kept,
    exchanged: async ({ key, name, scopes }) =>
      credential(`for ${name} ${scopes} from ${key.expose()}`, { kind: 'exchanged' }),
    refreshed: async () => credential('refreshed'),
    given: name => given[name],
    ...needs,
  }
  return [{ registry, environment: {}, ...options }, all] as const
}

export const api: Wanted = { kind: 'api', permission: 'write' }

export function repository(name = 'pypi:acme', place = registry.place(name)): Wanted {
  if (place === undefined) throw new Error(`${name} is nowhere.`)
  return { kind: 'repository', repository: name, place }
}

/** The token that is found, what goes wrong, or nothing. */
export async function tokenIn(world: World, wanted: Wanted = api): Promise<string | undefined> {
  const { credential } = await resolve(wanted, ...inWorld(world))
  return refused(credential) ? credential.code : credential?.token.expose()
}

/** A world in which every source has one. */
export function everything(name = 'pypi:acme'): World {
  return {
    options: {
      explicit: { api: new Secret('latchkey-explicit'), repository: new Secret('latchkey-explicit') },
      environment: { LATCHKEY_TOKEN: 'latchkey-environment', LATCHKEY_REGISTRY: origin },
    },
    needs: { override: () => credential('override', { source: 'override' }) },
    given: {
      [name]: { repository: new Secret('latchkey-repository'), key: new Secret('key') },
      latchkey: { api: new Secret('latchkey-repository'), key: new Secret('key') },
    },
    stored: { [loginName(origin)]: login },
  }
}
