/** The tokens that a running program uses in place of what it would find, by exact origin, in this process alone. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { Clock } from '../machine.ts'
import type { Status } from '../status/index.ts'
import { createGate } from './gate.ts'
import type { IsAllowed, OverrideChange, OverrideOptions } from './override.ts'
import { isLifetime, originOf, readOverride } from './read-override.ts'

export interface Overrides {
  /** The one for exactly this origin, at the moment of asking. */
  get(origin: string): Credential | undefined
  /**
   * Installs a token that the registry says is good, and says whose it is. Where it is not (`authenticated: false`), where
   * nobody could tell, or where the caller may not, nothing changes.
   */
  set(registry: string, token: Secret, options?: OverrideOptions): Promise<Status | AuthError>
  /** Whether there was one. What is found without it counts again from the next request on. */
  remove(registry: string, options?: Pick<OverrideOptions, 'caller'>): Promise<boolean | AuthError>
  /** Removes all of them, or none where the caller may not remove one. How many there were. */
  clear(options?: Pick<OverrideOptions, 'caller'>): Promise<number | AuthError>
  /** Calls back after every change, until what it gives back is called. */
  onChange(listener: (change: OverrideChange) => void): () => void
}

export interface OverridesNeeds {
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  /** Asks the registry about a token, live. */
  readonly validate: (credential: Credential) => Promise<Status | AuthError>
  /** Left out: whoever holds this object may do all with it. */
  readonly isAllowed?: IsAllowed
}

interface Held {
  readonly credential: Credential
  /** By the clock that nobody sets, and by that on the wall, as the other may stand still while a machine sleeps. */
  readonly ends: { readonly monotonic: number; readonly wall: number }
}

export function createOverrides({ clock, validate, isAllowed }: OverridesNeeds): Overrides {
  const held = new Map<string, Held>()
  /** The number of the latest change that was begun for each origin: an earlier one that comes late changes nothing. */
  const latest = new Map<string, number>()
  const listeners = new Set<(change: OverrideChange) => void>()
  const gate = createGate(isAllowed)
  let begun = 0

  function tell(registry: string, change: OverrideChange['change'], expiresAt?: number): void {
    const event = { registry, change, at: clock.now(), ...(expiresAt !== undefined && { expiresAt }) }
    for (const listener of listeners) {
      try {
        listener(Object.freeze(event))
      } catch {
        // It has changed, whatever whoever is told makes of it.
      }
    }
  }

  function endsAfter(lifetime: number): Held['ends'] {
    return { monotonic: clock.monotonic() + lifetime, wall: clock.now() + lifetime }
  }

  function lasts({ ends }: Held): boolean {
    return clock.monotonic() < ends.monotonic && clock.now() < ends.wall
  }

  function begin(origin: string): number {
    begun += 1
    latest.set(origin, begun)
    return begun
  }

  function drop(origin: string): boolean {
    begin(origin)
    const was = held.delete(origin)
    if (was) tell(origin, 'removed')
    return was
  }

  return {
    get(origin) {
      const found = held.get(origin)
      if (found === undefined || lasts(found)) return found?.credential
      held.delete(origin)
      tell(origin, 'expired')
      return undefined
    },

    async set(registry, token, { lifetime, caller } = {}) {
      const origin = originOf(registry)
      if (refused(origin)) return origin
      const mayNot = await gate('override.set', origin, caller)
      if (mayNot !== undefined) return mayNot
      if (lifetime !== undefined && !isLifetime(lifetime)) return notALifetime
      const credential = readOverride(origin, token)
      if (refused(credential)) return credential
      const turn = begin(origin)
      const status = await validate(credential)
      if (refused(status) || !status.authenticated) return status
      if (latest.get(origin) !== turn) return overtaken(origin)
      const expiresAt = lifetime === undefined ? status.expiresAt : clock.now() + lifetime
      held.set(origin, {
        credential: { ...credential, ...(expiresAt !== undefined && { expiresAt }) },
        ends: endsAfter(lifetime ?? Number.POSITIVE_INFINITY),
      })
      tell(origin, 'set', expiresAt)
      return status
    },

    async remove(registry, { caller } = {}) {
      const origin = originOf(registry)
      if (refused(origin)) return origin
      const mayNot = await gate('override.remove', origin, caller)
      if (mayNot !== undefined) return mayNot
      return drop(origin)
    },

    async clear({ caller } = {}) {
      // Those that are only being asked about, too.
      const origins = [...latest.keys()]
      for (const origin of origins) {
        const mayNot = await gate('override.remove', origin, caller)
        if (mayNot !== undefined) return mayNot
      }
      return origins.map(drop).filter(Boolean).length
    },

    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const notALifetime = authError(
  'invalid_configuration',
  'A lifetime is a number of milliseconds, more than none.',
  'Leave it out for an override that lasts until it is removed.',
)

function overtaken(origin: string): AuthError<'busy'> {
  return authError(
    'busy',
    `The override for ${origin} was changed again while this token was asked about.`,
    'Look at what is in use now, and set it again if that is not it.',
  )
}
