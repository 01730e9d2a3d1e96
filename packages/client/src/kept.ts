/**
 * What a registry would be sent now, where nobody has to be asked for it: the entrance for programs that are over in no
 * time, and are started by others a hundred times a day.
 *
 * 1. The client's own resolver, store and rules; what takes a refresh, an exchange, a keychain or a network is the
 *    client's to do.
 * 2. No answer is not "no": `createAuthClient` finds out, and says why.
 *
 *     const credential = await resolveKept({ registry, folder, environment, now }, { repository: 'pypi:acme' })
 *     if (credential === undefined) return createAuthClient({ ... }).resolveRepository('pypi:acme')
 */
import { refused } from '@latchkey/tokens'
import type { Credential } from './credential.ts'
import { authError } from './errors.ts'
import type { Environment } from './machine.ts'
import { createFreshness } from './refresh/index.ts'
import { latchkey, type Registry } from './registry/index.ts'
import { resolve, type SourceName, type Wanted } from './resolve/index.ts'
import { type ReadOptions, readKept } from './stores/index.ts'

export { Secret } from '@latchkey/protocol'
export type { Credential } from './credential.ts'
export { isPrivate, mayCarry, placeOf } from './http/index.ts'
export { variableFor } from './resolve/index.ts'
export { defaultFolder } from './stores/index.ts'

export interface KeptOptions extends ReadOptions {
  /** A Latchkey's address. */
  readonly registry: string
  /** Which of several accounts there. */
  readonly account?: string
  readonly environment: Environment
  /** Where it may come from, in order. */
  readonly sources?: readonly SourceName[]
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What it is for: a repository, or the API. */
export type KeptFor = { readonly repository: string } | { readonly permission: 'read' | 'write' }

/** The credential that `resolveApi` or `resolveRepository` would give, where it is at hand and good for a while yet. */
export async function resolveKept(options: KeptOptions, what: KeptFor): Promise<Credential | undefined> {
  const { now } = options
  const registry = latchkey(options.registry)({
    http: noNetwork,
    clock: { now, monotonic: now, sleep: never },
  })
  if (refused(registry)) return undefined
  const wanted = wantedOf(registry, what)
  if (wanted === undefined) return undefined
  const { isFresh } = createFreshness({ now, monotonic: now })
  let stored: ReturnType<typeof readKept> | undefined
  const { credential } = await resolve(
    wanted,
    { ...options, registry },
    {
      now,
      override: () => undefined,
      given: () => undefined,
      stored() {
        stored ??= readKept(options)
        return stored
      },
      fresh: async login => (isFresh(login) ? login : notAtHand),
      refreshed: async () => notAtHand,
      exchanged: async () => notAtHand,
    },
  )
  return refused(credential) ? undefined : credential
}

function wantedOf(registry: Registry, what: KeptFor): Wanted | undefined {
  if ('permission' in what) return { kind: 'api', permission: what.permission }
  const place = registry.place(what.repository)
  return place && { kind: 'repository', repository: what.repository, place }
}

const notAtHand = authError('refresh_failed', 'That takes the whole client.', 'Ask createAuthClient.')

const noNetwork = { send: async () => notAtHand, clockOffset: () => 0 }

async function never(): Promise<void> {}
