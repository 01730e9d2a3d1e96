/** The logins of a person, listed and ended through the API. */
import { beforeEach, expect, test } from 'vitest'
import type { Login, TokenSet } from '../logins/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse } from './testing/house.ts'

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let acme: Awaited<ReturnType<ApiHouse['acme']>>
  let login: Login
  let tokens: TokenSet

  beforeEach(async () => {
    house = createApiHouse(await open())
    acme = await house.acme()
    ;({ login, tokens } = await house.loginOf(acme.people.owner, { scope: 'api', deviceName: 'build-7' }))
  })

  const list = async () => (await house.call('GET', '/logins', { token: tokens.accessToken })).body.items

  test('lists them with their client, their device, their scope and when each was last used', async () => {
    await list()
    await house.logins.flush()
    expect(await list()).toMatchObject([
      {
        ...{ id: login.id, client: { id: 'latchkey', name: 'latchkey' }, device_name: 'build-7' },
        ...{ scope: 'api', created_at: house.clock.now() / 1000, ended: null },
        last_used: { at: house.clock.now() / 1000, address: '192.0.2.7' },
      },
    ])
  })

  test('ends one, at once and for every token of it', async () => {
    const other = await house.loginOf(acme.people.owner)
    const answer = await house.call('DELETE', `/logins/${other.login.id}`, { token: tokens.accessToken })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id: other.login.id, ended: { because: 'ended' } })
    expect(await house.authenticate(other.tokens.accessToken)).toMatchObject({ code: 'login_ended' })
    expect(await house.authenticate(tokens.accessToken)).toMatchObject({ kind: 'token' })
  })

  test('ends none of somebody else, which is as unknown as one that never was', async () => {
    const theirs = await house.loginOf(acme.people.read)
    const foreign = await house.call('DELETE', `/logins/${theirs.login.id}`, { token: tokens.accessToken })
    const unknown = await house.call('DELETE', '/logins/unknown', { token: tokens.accessToken })
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    expect(foreign.body).toEqual(unknown.body)
    expect(await house.authenticate(theirs.tokens.accessToken)).toMatchObject({ kind: 'token' })
    expect(await list()).toHaveLength(1)
  })

  test('ends all of them, and no key, and none of anybody else', async () => {
    await house.loginOf(acme.people.owner)
    const theirs = await house.loginOf(acme.people.read)
    const { token } = await house.keyOf(acme.people.owner, [{ actions: ['account'], targets: ['*'] }])
    const answer = await house.call('POST', '/logins/end', { token: tokens.accessToken })
    expect(answer.body).toEqual({ ended: 2 })
    expect(await house.authenticate(tokens.accessToken)).toMatchObject({ code: 'login_ended' })
    expect(await house.authenticate(theirs.tokens.accessToken)).toMatchObject({ kind: 'token' })
    const { body } = await house.call('GET', '/logins', { token })
    expect(body.items.map((item: { ended: object | null }) => item.ended !== null)).toEqual([true, true])
  })
})
