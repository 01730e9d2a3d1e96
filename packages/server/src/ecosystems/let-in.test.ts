/** What the three kinds of routes are let in with, on an ecosystem that is nothing but routes. */
import { describe, expect, test } from 'vitest'
import type { Decision } from '../access/index.ts'
import { granted } from '../credentials/testing/small-house.ts'
import { plainAnswer, type RawRequest } from '../http/index.ts'
import { rawRequest } from '../http/testing/raw-request.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Ecosystem } from './ecosystem.ts'
import { pypi } from './pypi/index.ts'
import type { OpenVisit, RegistryVisit, Route } from './route.ts'
import { type OpenHouse, openHouse } from './testing/open-house.ts'

const done = { status: 200, headers: [], body: 'done' }

type Registry = Extract<Route, { kind: 'registry' }>

function ecosystemOf(route: Route): Ecosystem {
  return {
    ...pypi,
    name: 'test',
    routes: [route],
    refuse: (refusal, { status }) => plainAnswer(status, refusal),
  }
}

interface Asking {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function ask(house: OpenHouse, route: Route, token: string | undefined, asking: Asking = {}) {
  const handle = createDispatcher([ecosystemOf(route)], {
    ...house,
    uploadLimit: 1024,
    report: () => undefined,
  })
  const authorization: Readonly<Record<string, string>> =
    token === undefined ? {} : { authorization: `Bearer ${token}` }
  const request: RawRequest = rawRequest({
    ...{ method: asking.method ?? route.method, target: asking.path ?? route.path, address: '192.0.2.7' },
    headers: { 'user-agent': 'mix/1.0', ...authorization, ...asking.headers },
  })
  return (await handle(request)).status
}

const keyFor = async (house: OpenHouse, actions: readonly string[], networks?: readonly string[]) => {
  const allow = [{ actions, targets: ['*'] }]
  const { key, token } = await house.keyOf(house.alice, allow, networks === undefined ? {} : { networks })
  return { id: key.id, name: key.name, text: token.expose() }
}

const answerOf = ({ answer }: Decision) => answer

describe('a route about the registry', () => {
  const account = (handle: (visit: RegistryVisit) => Promise<unknown>, more: Partial<Registry> = {}): Route =>
    ({
      ...{ kind: 'registry', method: 'POST', path: '/test/keys', action: 'account' },
      ...more,
      handle: async (visit: RegistryVisit) => {
        await handle(visit)
        return done
      },
    }) as Registry

  test('is given the proof, the cause, the parameters and the query', async () => {
    const house = await openHouse()
    const key = await keyFor(house, ['administer'])
    const seen: unknown[] = []
    const more = {
      path: '/test/orgs/:organization/keys/:name',
      action: 'administer',
      administers: 'keys',
    } as const
    const route = account(async ({ allowed, cause, parameters, path }) => {
      seen.push(cause, parameters, path.query.get('force'))
      expect(allowed).toMatchObject({ access: { action: 'administer', organization: 'acme' } })
    }, more)
    expect(await ask(house, route, key.text, { path: '/test/orgs/acme/keys/ci?force=1' })).toBe(200)
    expect(seen).toEqual([
      {
        actor: { kind: 'account', id: house.alice.id },
        credential: { kind: 'key', id: key.id, name: key.name },
        ...{ address: '192.0.2.7', client: 'mix/1.0' },
      },
      { organization: 'acme', name: 'ci' },
      '1',
    ])
  })

  test('judges in the transaction of a change: whoever was revoked meanwhile changes nothing', async () => {
    const house = await openHouse()
    const key = await keyFor(house, ['account', 'administer'])
    const answers: string[] = []
    const judged = (visit: RegistryVisit) =>
      house.store.write(async transaction => {
        answers.push(answerOf(await visit.judge()(transaction)))
        const people = { action: 'administer', organization: 'globex', administers: 'people' } as const
        answers.push(answerOf(await visit.judge(people)(transaction)))
      })
    const route = account(async visit => {
      await judged(visit)
      granted(await house.keys.revoke(key.id, 'local command'))
      await judged(visit)
    })
    expect(await ask(house, route, key.text)).toBe(200)
    expect(answers).toEqual(['allowed', 'refused', 'refused', 'refused'])
  })

  test('decides about something else from the same address', async () => {
    const house = await openHouse()
    const key = await keyFor(house, ['account', 'describe'], ['192.0.2.0/24'])
    const answers: string[] = []
    const route = account(async ({ decide }) => {
      answers.push(answerOf(await decide({ action: 'describe', organization: 'acme' })))
      answers.push(answerOf(await decide({ action: 'describe', organization: 'globex' })))
    })
    expect(await ask(house, route, key.text)).toBe(200)
    expect(answers).toEqual(['allowed', 'refused'])
  })

  test('asks no code of what only looks, and one of what changes something', async () => {
    const house = await openHouse()
    await giveSecondFactor(house.store, house.alice.id, house.clock)
    const { tokens } = await house.loginOf(house.alice)
    const token = tokens.accessToken.expose()
    const looking = account(async () => undefined, { method: 'GET' })
    expect(await ask(house, looking, token)).toBe(200)
    expect(await ask(house, looking, token, { method: 'HEAD' })).toBe(200)
    expect(
      await ask(
        house,
        account(async () => undefined),
        token,
      ),
    ).toBe(403)
  })
})

describe('an open route', () => {
  const open = (handle: (visit: OpenVisit) => void): Route => ({
    ...{ kind: 'open', method: 'GET', path: '/test/public' },
    handle: async (visit: OpenVisit) => {
      handle(visit)
      return done
    },
  })

  test('is answered to nobody in particular, and knows who it is that sends a key', async () => {
    const house = await openHouse()
    const key = await keyFor(house, ['read'])
    const who: string[] = []
    const route = open(({ credential }) => who.push(credential.kind))
    expect(await ask(house, route, undefined)).toBe(200)
    expect(await ask(house, route, key.text)).toBe(200)
    expect(who).toEqual(['anonymous', 'token'])
  })

  test('refuses a key that is for elsewhere', async () => {
    const house = await openHouse()
    const elsewhere = await keyFor(house, ['read'], ['198.51.100.0/24'])
    const route = open(() => expect.fail('It was let in.'))
    expect(await ask(house, route, elsewhere.text)).toBe(403)
    expect(await ask(house, route, 'hunter2')).toBe(403)
  })
})

test('a bug in a handler is told to whoever runs the server, and not to the client', async () => {
  const house = await openHouse()
  const reported: unknown[] = []
  const broken = new Error('Nobody thought of this.')
  const route: Route = {
    ...{ kind: 'open', method: 'GET', path: '/test/public' },
    handle: () => Promise.reject(broken),
  }
  const report = (error: unknown) => reported.push(error)
  const handle = createDispatcher([ecosystemOf(route)], { ...house, uploadLimit: 1024, report })
  const answer = await handle(rawRequest({ method: 'GET', target: '/test/public' }))
  expect(answer).toMatchObject({ status: 500, body: expect.not.stringContaining('Nobody') })
  expect(reported).toEqual([broken])
})
