import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { authError } from '../errors.ts'
import { type Answering, inTurn, json, must, no, offline, origin, testHouse } from '../oauth/testing/house.ts'
import { createMemoryStore } from '../stores/index.ts'
import { createExchange } from './index.ts'

const minute = 60_000
const key = new Secret('the key of a build server')

/** A fresh token for every question, so that asking twice shows. */
function exchanging(): Answering {
  let made = 0
  return () => {
    made += 1
    return json({
      access_token: `exchanged-${made}`,
      token_type: 'bearer',
      expires_in: 1800,
      scope: 'repository:acme',
    })
  }
}

describe('a key', () => {
  test('is sent as the client’s secret, in a body, to the token endpoint', async () => {
    const house = testHouse(exchanging())
    const token = must(await createExchange(house)({ key, name: 'pypi:acme' }))
    expect(token).toMatchObject({
      kind: 'exchanged',
      source: 'exchanged',
      origin,
      scopes: ['repository:acme'],
    })
    expect(house.sent).toMatchObject([
      { url: `${origin}/oauth/token`, method: 'POST', authorization: undefined },
    ])
    expect(Object.fromEntries(house.sent[0]?.form ?? [])).toEqual({
      ...{ grant_type: 'client_credentials', client_id: 'latchkey' },
      ...{ client_secret: key.expose(), scope: 'repositories' },
    })
  })

  test('is kept nowhere', async () => {
    const house = testHouse(exchanging())
    must(await createExchange(house)({ key, name: 'pypi:acme' }))
    const kept = Object.entries(must(await house.store.read())).map(([name, { token, refreshToken }]) => [
      ...[name, token.expose(), refreshToken?.expose()],
    ])
    expect(JSON.stringify([kept, house.trace.entries()])).not.toContain(key.expose())
  })

  test('goes elsewhere where the host says so', async () => {
    const house = testHouse(exchanging())
    const exchangeUrl = 'https://exchange.example.net/oauth/token'
    must(await createExchange(house)({ key, name: 'pypi:acme', exchangeUrl }))
    expect(house.sent.map(({ url }) => url)).toEqual([exchangeUrl])
  })

  test('goes nowhere in the open', async () => {
    const house = testHouse(exchanging())
    const exchangeUrl = 'http://exchange.example.net/oauth/token'
    expect(await createExchange(house)({ key, name: 'pypi:acme', exchangeUrl })).toMatchObject({
      code: 'invalid_configuration',
    })
    expect(house.sent).toEqual([])
  })
})

describe('the token', () => {
  test('is found again under the name that it was asked for, by this run and the next', async () => {
    const house = testHouse(exchanging())
    const exchange = createExchange(house)
    for (const each of [exchange, exchange, createExchange(house)])
      expect(must(await each({ key, name: 'hexpm:acme' })).token.expose()).toBe('exchanged-1')
    expect(house.sent).toHaveLength(1)
  })

  test('of another name, key or scope is another one', async () => {
    const house = testHouse(exchanging())
    const exchange = createExchange(house)
    const asked = [
      { key, name: 'hexpm:acme' },
      { key, name: 'hexpm:other' },
      { key: new Secret('another key'), name: 'hexpm:acme' },
      { key, name: 'hexpm:acme', scope: 'api' },
    ]
    for (const round of [1, 2])
      for (const [n, each] of asked.entries())
        expect(must(await exchange(each)).token.expose(), `round ${round}`).toBe(`exchanged-${n + 1}`)
  })

  test('is asked for anew five minutes before its end, and those that are over are forgotten', async () => {
    const house = testHouse(exchanging())
    const exchange = createExchange(house)
    must(await exchange({ key: new Secret('an earlier key'), name: 'pypi:acme' }))
    must(await exchange({ key, name: 'pypi:acme' }))
    house.machine.clock.pass(31 * minute)
    expect(must(await exchange({ key, name: 'pypi:acme' })).token.expose()).toBe('exchanged-3')
    expect(Object.keys(must(await house.store.read()))).toHaveLength(1)
  })

  test('is asked for anew where the registry refused it, once however many were refused', async () => {
    const house = testHouse(exchanging())
    const exchange = createExchange(house)
    const rejected = must(await exchange({ key, name: 'pypi:acme' }))
    const all = await Promise.all(
      Array.from({ length: 8 }, () => exchange({ key, name: 'pypi:acme', rejected })),
    )
    expect(new Set(all.map(each => must(each).token.expose()))).toEqual(new Set(['exchanged-2']))
  })

  test('is asked for once, however many ask', async () => {
    const house = testHouse(exchanging())
    const exchange = createExchange(house)
    await Promise.all(Array.from({ length: 8 }, () => exchange({ key, name: 'pypi:acme' })))
    expect(house.sent).toHaveLength(1)
  })

  test('is used though it cannot be kept: it is only to save a question', async () => {
    const broken = authError('store_unavailable', 'The disk is gone.', 'Mount it.')
    const store = { ...createMemoryStore(), read: async () => broken, change: async () => broken }
    const house = testHouse(exchanging(), { store })
    expect(must(await createExchange(house)({ key, name: 'pypi:acme' })).token.expose()).toBe('exchanged-1')
    expect(house.trace.entries().map(({ what }) => what)).toContain('exchanged token not kept')
  })
})

describe('that fails', () => {
  test.each([
    ['a key that the registry does not know', () => no('invalid_client', 401), 'invalid_client'],
    ['a scope that the key does not have', () => no('invalid_scope'), 'invalid_scope'],
  ])('%s is told with the registry’s reason, and nothing is kept', async (_, answer, code) => {
    const house = testHouse(answer)
    expect(await createExchange(house)({ key, name: 'pypi:acme' })).toMatchObject({
      ...{ code: 'exchange_failed', cause: { code } },
    })
    expect(must(await house.store.read())).toEqual({})
  })

  test('a registry that cannot be reached is offline, and the next try may do', async () => {
    const house = testHouse(inTurn(() => offline, exchanging() as () => Promise<Response>))
    const exchange = createExchange(house)
    expect(await exchange({ key, name: 'pypi:acme' })).toMatchObject({ code: 'offline' })
    expect(must(await exchange({ key, name: 'pypi:acme' })).token.expose()).toBe('exchanged-1')
  })

  test('what the registry quotes is told without the key', async () => {
    const house = testHouse(({ form }) => no('invalid_client', 401, `No: ${form.get('client_secret')}`))
    const answer = await createExchange(house)({ key, name: 'pypi:acme' })
    expect(JSON.stringify(answer)).toContain('[redacted]')
    expect(JSON.stringify(answer)).not.toContain(key.expose())
  })
})
