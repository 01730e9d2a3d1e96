/** What every `Store` must keep. */
import { deepEqual, equal, ok } from 'node:assert/strict'
import { inspect } from 'node:util'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { Store, StoreState } from '../stores/index.ts'
import type { Promised } from './contract.ts'

/** Two stores over one place that is empty, as two processes would have them; one and the same where nothing is shared. */
export interface StoresUnderTest {
  readonly store: Store
  readonly other: Store
}

export const storeContract: readonly Promised<StoresUnderTest>[] = [
  {
    promise: 'where nothing was ever written, nothing is kept',
    async check(make) {
      const { store } = await make()
      deepEqual(await store.read(), {})
    },
  },
  {
    promise: 'a credential comes back with all that it carried',
    async check(make) {
      const { store, other } = await make()
      await store.change(() => ({ full, least }))
      for (const each of [store, other]) {
        const state = kept(await each.read())
        deepEqual(plain(state['full']), plain(full))
        deepEqual(plain(state['least']), plain(least))
      }
    },
  },
  {
    promise: 'a change that another made is seen at the next look',
    async check(make) {
      const { store, other } = await make()
      await store.change(state => ({ ...state, full }))
      await other.read()
      await store.change(state => ({
        ...state,
        full: { ...full, token: new Secret('an access token of the CONTRACT') },
      }))
      equal(kept(await other.read())['full']?.token.expose(), 'an access token of the CONTRACT')
    },
  },
  {
    promise: 'of changes that are made at once none is lost',
    async check(make) {
      const { store, other } = await make()
      const add = (i: number) =>
        (i % 2 ? store : other).change(state => ({ ...state, [`login ${i}`]: least }))
      for (const answer of await Promise.all(Array.from({ length: 20 }, (_, i) => add(i)))) kept(answer)
      equal(Object.keys(kept(await store.read())).length, 20)
    },
  },
  {
    promise: 'what is left out of the new state is gone',
    async check(make) {
      const { store, other } = await make()
      await store.change(() => ({ full, least }))
      await other.change(({ full: _, ...rest }) => rest)
      deepEqual(Object.keys(kept(await store.read())), ['least'])
    },
  },
  {
    promise: 'what the update refuses is handed back, and nothing changes',
    async check(make) {
      const { store, other } = await make()
      await store.change(() => ({ full }))
      const answer = await store.change(() => authError('lease_lost', 'Too late.', 'Look again.'))
      ok(refused(answer))
      equal(answer.code, 'lease_lost')
      deepEqual(Object.keys(kept(await other.read())), ['full'])
    },
  },
  {
    promise: 'what is thrown in the update is thrown, and nothing changes or stays locked',
    async check(make) {
      const { store } = await make()
      const fall = (): StoreState => {
        throw new Error('fell')
      }
      equal(await store.change(fall).catch(problem => problem.message), 'fell')
      deepEqual(Object.keys(kept(await store.change(state => ({ ...state, full })))), ['full'])
    },
  },
  {
    promise: 'a state does not print its secrets',
    async check(make) {
      const { store } = await make()
      const state = kept(await store.change(() => ({ full })))
      ok(!`${JSON.stringify(state)} ${inspect(state, { depth: 9 })}`.includes(full.token.expose()))
    },
  },
]

const full: Credential = {
  origin: 'https://registry.example:8443',
  pathPrefix: '/private/',
  account: 'ada',
  kind: 'login',
  scopes: ['api', 'repositories'],
  expiresAt: 1_795_300_000_000,
  receivedAt: 1_795_298_200_000,
  source: 'login',
  token: new Secret('an access token of the contract'),
  refreshToken: new Secret('a refresh token of the contract'),
  clientId: 'latchkey',
}

const least: Credential = {
  origin: 'http://localhost:8000',
  pathPrefix: '/',
  kind: 'exchanged',
  scopes: [],
  source: 'exchanged',
  token: new Secret('an exchanged token of the contract'),
}

function kept(answer: StoreState | AuthError): StoreState {
  if (refused(answer)) throw new Error(`${answer.code}: ${answer.message}`)
  return answer
}

function plain(credential: Credential | undefined): unknown {
  return (
    credential && {
      ...credential,
      token: credential.token.expose(),
      refreshToken: credential.refreshToken?.expose(),
    }
  )
}
