/** Makes a client: shows the rooms to each other. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { createExchange } from '../exchange/index.ts'
import { createHttp } from '../http/index.ts'
import { createLogIn, createLogOut, nobodyToAsk } from '../login/index.ts'
import { type House, isNo, type No } from '../oauth/index.ts'
import { createGate, createOverrides, originOf } from '../override/index.ts'
import { createMay, type MayAnswer, type Wanted as MayWanted } from '../preflight/index.ts'
import { createRefresh } from '../refresh/index.ts'
import { latchkey, type Registry } from '../registry/index.ts'
import {
  explainCandidates,
  type ResolveNeeds,
  type ResolveOptions,
  resolve,
  type Wanted,
} from '../resolve/index.ts'
import { createSingleFlight } from '../single-flight/index.ts'
import { createAskStatus, type Status } from '../status/index.ts'
import { createOpenWindowFor, createStepUp, type OpenWindow } from '../step-up/index.ts'
import { createTrace } from '../trace.ts'
import { accountMustBe } from './account-must-be.ts'
import { askAbout } from './ask-about.ts'
import { call } from './call.ts'
import { repositoryFor } from './carried-to.ts'
import type { AuthClient } from './client.ts'
import { createHints } from './hints.ts'
import type { CallHouse } from './house.ts'
import { inCi } from './in-ci.ts'
import type { AuthClientOptions, CallOptions } from './options.ts'
import { narrowed } from './prepare.ts'

/** `invalid_configuration` where the registry's address is none. Asks nothing of anybody yet. */
export function createAuthClient(options: AuthClientOptions): AuthClient | AuthError {
  const {
    machine,
    store,
    locks,
    callbacks = {},
    account,
    refreshAhead,
    loginCommand = 'latchkey login',
  } = options
  const { clock, environment } = machine
  const http = createHttp(machine)
  const profile = typeof options.registry === 'string' ? latchkey(options.registry) : options.registry
  const made = profile({ http, clock })
  if (refused(made)) return made
  const registry: Registry = made
  const trace = createTrace(clock)
  const house: House = {
    ...{ registry, http, machine, store, locks, trace },
    singleFlight: createSingleFlight(locks),
    ...(account !== undefined && { account }),
    ...(refreshAhead !== undefined && { refreshAhead }),
    ...(callbacks.waiting && { onWait: callbacks.waiting }),
  }
  const [refresh, exchange, logOut] = [createRefresh(house), createExchange(house), createLogOut(house)]
  const logIn = createLogIn(house, callbacks)
  const [stepUp, may] = [createStepUp(house, callbacks), createMay(house)]
  const askStatus = createAskStatus(house, `Run: ${loginCommand}`)
  const isAllowed = callbacks.isAllowed
  const gate = createGate(isAllowed)
  const override = createOverrides({
    clock,
    validate: async credential =>
      credential.origin === registry.origin
        ? askStatus(credential)
        : notHere(credential.origin, registry.origin),
    ...(isAllowed && { isAllowed }),
  })
  const ci = inCi(environment)
  const accept = (name: string | undefined) =>
    name === undefined ? {} : { accept: accountMustBe(name, registry, askStatus) }
  const asking = { interactive: machine.interactive && !ci, ...named(options.deviceName), ...accept(account) }

  const resolveOptions: ResolveOptions = { ...options, registry, environment }
  const needs = (signal: AbortSignal | undefined): ResolveNeeds => ({
    override: origin => override.get(origin),
    stored: () => store.read(),
    now: () => clock.now(),
    fresh: login => refresh(login, given(signal)),
    refreshed: login => refresh(login, { rejected: true, ...given(signal) }),
    exchanged: ({ scopes, ...trade }) =>
      exchange({ ...trade, scope: scopes.join(' '), ...exchangeAt(options), ...given(signal) }),
    given: name => callbacks.credentials?.(name),
  })
  const calls: CallHouse = {
    ...{ http, registry, trace, callbacks, inCi: ci },
    hints: createHints(registry, loginCommand),
    resolve: (wanted, signal) => resolve(wanted, resolveOptions, needs(signal)),
    async isTaken(credential, signal) {
      const status = await askStatus(credential, signal)
      return refused(status) || status.authenticated || status.reason === 'insufficient_scope'
    },
    logIn: ({ cameWith, why, signal }) =>
      logIn({ why, ...asking, ...(cameWith && { cameWith }), ...given(signal) }),
    refreshed: (login, signal) => refresh(login, { rejected: true, ...given(signal) }),
    openWindow: stepUp,
    openWindowFor: createOpenWindowFor(may, stepUp),
    now: () => clock.now(),
  }

  function inRepository(repository: string): Wanted | AuthError {
    const place = options.places?.(repository) ?? registry.place(repository)
    return place === undefined ? nowhere(repository) : { kind: 'repository', repository, place }
  }

  /** A target that no place is known of is for the registry to object to. */
  function carrying(doing: { readonly action: MayWanted['action']; readonly target: string }): Wanted {
    const repository = repositoryFor(doing)
    const wanted = repository === undefined ? api('write', {}) : inRepository(repository)
    return refused(wanted) ? api('write', {}) : wanted
  }

  async function found(
    wanted: Wanted | AuthError,
    signal?: AbortSignal,
  ): Promise<Credential | undefined | AuthError> {
    return refused(wanted) ? wanted : (await calls.resolve(wanted, signal)).credential
  }

  return {
    registry,
    clockOffset: () => http.clockOffset(registry.origin),
    logOut,
    exchange: asked => exchange({ ...exchangeAt(options), ...asked }),
    attenuate: (credential, doing) =>
      narrowed(calls, { wanted: api('write', {}), doing, attenuate: 'request' }, credential),
    withApi: async (permission, act, { optional = false, inline = true, ...rest } = {}) =>
      call(calls, { wanted: api(permission, rest), optional, inline, ...about(rest) }, act),
    async withRepository(repository, act, { optional = true, inline = false, ...rest } = {}) {
      const wanted = inRepository(repository)
      return refused(wanted) ? wanted : call(calls, { wanted, optional, inline, ...about(rest) }, act)
    },
    resolveApi: async (permission, asked = {}) => found(api(permission, asked), asked.signal),
    resolveRepository: async (repository, { signal } = {}) => found(inRepository(repository), signal),
    async may(action, target, version) {
      const doing = { action, target, ...(version !== undefined && { version }) }
      return askAbout<MayAnswer | AuthError>(
        await calls.resolve(carrying(doing), undefined),
        async credential => {
          if (refused(credential)) return credential
          return credential === undefined ? calls.hints.noCredentials() : may(credential, doing)
        },
        answer => refused(answer) && answer.code === 'rejected',
      )
    },
    async stepUp({ signal } = {}) {
      const resolved = await calls.resolve(api('write', {}), signal)
      return askAbout<OpenWindow | AuthError>(
        resolved,
        async credential => {
          if (refused(credential)) return credential
          return credential === undefined
            ? calls.hints.noCredentials(resolved)
            : stepUp(credential, signal, true)
        },
        answer => refused(answer) && isNo(answer.cause) && isAboutCredential(answer.cause),
      )
    },
    override,
    async status({ registry: asked = registry.origin, signal, caller } = {}) {
      const about = originOf(asked)
      if (refused(about)) return about
      if (about !== registry.origin) return notHere(about, registry.origin)
      const denied = await gate('status', about, caller)
      if (denied !== undefined) return denied
      return askAbout<Status | AuthError>(
        await calls.resolve(api('read', {}), signal),
        credential => askStatus(credential, signal),
        answer => !refused(answer) && !answer.authenticated && answer.reason !== 'insufficient_scope',
      )
    },
    // Somebody typed it: they see where to go, terminal or not.
    logIn: async ({ account: name, ...asked } = {}) =>
      ci ? nobodyToAsk(registry) : logIn({ ...asking, ...accept(name), interactive: true, ...asked }),
    async explain({ repository, permission = 'read' } = {}) {
      const wanted = repository === undefined ? api(permission, {}) : inRepository(repository)
      const candidates = refused(wanted)
        ? []
        : await explainCandidates(wanted, resolveOptions, needs(undefined))
      return { candidates, trace: trace.entries() }
    },
  }
}

/** A 401 is about the credential (RFC 9110, 15.5.2), but where it is about the code. */
function isAboutCredential({ status, code }: No): boolean {
  return status === 401 && code !== 'invalid_totp' && code !== 'totp_required'
}

function api(permission: 'read' | 'write', { repository }: Pick<CallOptions, 'repository'>): Wanted {
  return { kind: 'api', permission, ...(repository !== undefined && { repository }) }
}

function about({ code, doing, attenuate, signal }: CallOptions) {
  return { code, doing, attenuate, signal }
}

function given(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal }
}

function named(deviceName: string | undefined) {
  return deviceName ? { deviceName } : {}
}

function exchangeAt({ exchangeUrl }: AuthClientOptions) {
  return exchangeUrl === undefined ? {} : { exchangeUrl }
}

function notHere(asked: string, origin: string): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `This client is for ${origin}, and not for ${asked}.`,
    `Name ${origin}, or ask the client of ${asked}.`,
  )
}

function nowhere(repository: string): AuthError<'invalid_configuration'> {
  return authError(
    'invalid_configuration',
    `Nobody says where the repository ${JSON.stringify(repository)} is.`,
    'Write it as ecosystem:organization, such as pypi:acme, or configure its address.',
  )
}
