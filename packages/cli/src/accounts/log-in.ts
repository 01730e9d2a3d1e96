/** A person lets this machine in: kept beside their other logins, and used from then on. */
import type { AuthClient, Callbacks } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import {
  type Asked,
  type Chosen,
  callbacksAt,
  changeSettings,
  clientFor,
  isSameLogin,
  type OpenRegistry,
  openRegistry,
  registryAddress,
  typedFor,
} from '../registries/index.ts'
import { asOffline } from './as-offline.ts'
import { createWaiting, type Waiting } from './waiting.ts'

export interface LogInAsked extends Asked {
  readonly by: 'device' | 'browser'
  readonly openBrowser: boolean
  /** Empty: withheld. */
  readonly deviceName: string
  /** The registry's own where there are none. */
  readonly scopes: readonly string[]
}

export interface LoggedIn {
  readonly chosen: Chosen
  readonly scopes: readonly string[]
  /** Where it is kept, for people. */
  readonly store: string
  /** What goes before it all the same: a variable's name. */
  readonly overriddenBy?: string
}

export async function logInAt(desk: Desk, asked: LogInAsked): Promise<LoggedIn | Refusal> {
  const { account, by, deviceName, scopes } = asked
  const signal = desk.interruption()
  const waiting = createWaiting(desk)
  const callbacks = showingThenWaiting(callbacksAt(desk, asked), waiting)
  const open = await openRegistry(desk, asked, { sources: ['login'], callbacks, deviceName })
  if (refused(open)) return open
  const login = await open.client.logIn({
    ...{ by, signal },
    ...(account !== undefined && { account }),
    ...(scopes.length > 0 && { scopes }),
  })
  waiting.end()
  if (refused(login)) {
    const again = `Sign in as ${account} in the browser, or in a private window, and run: ${typedFor('login', open.chosen)}`
    return login.code === 'wrong_account' ? refuse(login.code, login.message, again) : asOffline(login)
  }
  const settings = await remember(open)
  if (refused(settings)) return settings
  const { current: chosen = open.chosen } = settings
  const overriddenBy = await overriderOf(desk, open)
  return {
    ...{ chosen, scopes: login.scopes, store: open.store.description },
    ...(overriddenBy !== undefined && { overriddenBy }),
  }
}

/** The address comes first, then the browser: `showLogin` ends before one is opened. */
function showingThenWaiting({ showLogin, ...others }: Callbacks, waiting: Waiting): Callbacks {
  return {
    ...others,
    async showLogin(prompt) {
      const shown = await showLogin?.(prompt)
      if (shown !== 'cancelled') await waiting.begin(prompt.expiresAt)
      return shown
    },
  }
}

/** From now on it is the one that is meant, and found by who it is, as far as the registry says. */
async function remember(open: OpenRegistry) {
  const username = await usernameBehind(open.client)
  const { registry, account } = open.chosen
  const chosen: Chosen = {
    registry,
    ...(account !== undefined && { account }),
    ...(username !== undefined && { username }),
  }
  return changeSettings(open, ({ known }) => ({
    current: chosen,
    known: known.some(each => isSameLogin(each, chosen))
      ? known.map(each => (isSameLogin(each, chosen) ? chosen : each))
      : [...known, chosen],
  }))
}

async function usernameBehind(client: AuthClient): Promise<string | undefined> {
  const status = await client.status()
  return refused(status) || !status.authenticated ? undefined : status.identity?.name
}

/** Asked with every source: this login was made with a client that looks at logins alone. */
async function overriderOf(desk: Desk, open: OpenRegistry): Promise<string | undefined> {
  const named = desk.environment['LATCHKEY_REGISTRY'] ?? ''
  if (named.trim() !== '' && registryAddress(named) !== open.chosen.registry) return 'LATCHKEY_REGISTRY'
  const client = await clientFor(desk, open, open.chosen)
  if (refused(client)) return undefined
  const { candidates } = await client.explain()
  return candidates.find(({ source, outcome }) => outcome === 'won' && source !== 'login')?.where
}
