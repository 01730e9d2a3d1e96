/** A person lets this client in, once per registry, however many processes ask. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House, Tokens } from '../oauth/index.ts'
import { isSame, keepLogin, keptLogin, loginOf, nameOf, tokensOf } from '../refresh/index.ts'
import type { Lease } from '../single-flight/index.ts'
import { logInByBrowser } from './by-browser.ts'
import { logInByDevice } from './by-device.ts'
import { declined, nobodyToAsk } from './login-errors.ts'
import type { LogInCallbacks, LogInOptions, LoginPrompt } from './login-options.ts'
import { listenOnLoopback } from './loopback.ts'
import { createPerson } from './person.ts'
import { revoke } from './revoke.ts'

/**
 * The login: another one that is kept by now, or a new one. `auth_declined`, `cancelled`, `login_denied`: somebody said
 * no. `login_timed_out`, `login_failed`, `no_credentials`: nobody could say yes.
 */
export type LogIn = (options: LogInOptions) => Promise<Credential | AuthError>

/** Milliseconds that others wait for a person, who has to find their telephone. */
const patience = 31 * 60_000
/** Milliseconds that a process without a person waits for one with a person to begin asking. */
const grace = 800

export function createLogIn(
  house: House,
  callbacks: LogInCallbacks,
  listen: typeof listenOnLoopback = listenOnLoopback,
): LogIn {
  const { registry, machine } = house
  const person = createPerson(callbacks, house.trace)

  async function once(options: LogInOptions): Promise<Credential | AuthError> {
    const { cameWith, why, signal } = options
    let replaced: Credential | undefined
    const login = await house.singleFlight<Credential, AuthError>(
      nameOf(house),
      {
        async reread() {
          const kept = await keptLogin(house)
          // Whoever says "log in" wants a new one in the place of what cannot be read.
          return refused(kept) && kept.code === 'corrupt_store' && why === undefined ? undefined : kept
        },
        differs: found => cameWith === undefined || !isSame(found, cameWith),
        async act(found, lease) {
          replaced = found
          return make(options, found, lease)
        },
      },
      { patience, ...(house.onWait && { onWait: house.onWait }), ...(signal && { signal }) },
    )
    if (!refused(login) && replaced !== undefined && !isSame(replaced, login)) await forget(replaced)
    return login
  }

  /** Under the lease. */
  async function make(
    options: LogInOptions,
    found: Credential | undefined,
    lease: Lease,
  ): Promise<Credential | AuthError> {
    const { why, signal } = options
    if (!options.interactive || !person.isThere) return nobodyToAsk(registry)
    if (why !== undefined && !(await person.agrees(why))) return declined(registry)
    const asking = {
      show: (prompt: LoginPrompt) => person.show(prompt, signal),
      async instead() {
        if (lease.holds()) return undefined
        const kept = await keptLogin(house)
        return refused(kept) || kept === undefined || isSame(kept, found) ? undefined : kept
      },
    }
    const tokens =
      options.by === 'browser'
        ? await logInByBrowser(house, options, asking, listen)
        : await logInByDevice(house, options, asking)
    if (refused(tokens)) return tokens
    return 'token' in tokens ? tokens : keep(tokens, options)
  }

  async function keep(tokens: Tokens, { why, accept }: LogInOptions): Promise<Credential | AuthError> {
    const login = loginOf(house, tokens, machine.clock.now())
    const corrupt = why === undefined ? 'keep aside' : 'refuse'
    const trouble = (await accept?.(login)) ?? (await keepLogin(house, login, { corrupt }))
    if (trouble !== undefined) {
      await forget(login)
      return trouble
    }
    house.trace.add('logged in', { registry: registry.origin })
    return login
  }

  /** A login that is not kept, or no longer, is of no use to anybody. */
  async function forget(login: Credential): Promise<void> {
    const left = await revoke(house, tokensOf(login), login.clientId)
    if (refused(left)) house.trace.add('login not ended', { registry: registry.origin, because: left.code })
  }

  /** Whoever says "log in" means another login than there is at that moment. */
  async function meant(options: LogInOptions): Promise<LogInOptions> {
    if (options.why !== undefined || options.cameWith !== undefined) return options
    const kept = await keptLogin(house)
    return refused(kept) || kept === undefined ? options : { ...options, cameWith: kept }
  }

  return async asked => {
    const options = await meant(asked)
    const until = machine.clock.monotonic() + grace
    for (;;) {
      const login = await once(options)
      const isTooEarly =
        refused(login) && login.code === 'no_credentials' && machine.clock.monotonic() < until
      if (options.interactive || !isTooEarly) return login
      await machine.clock.sleep(100, options.signal)
    }
  }
}
