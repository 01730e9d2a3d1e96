/** `POST /step-up`: a one-time code for a login, or a person's key. */
import { beforeEach, describe, expect, test } from 'vitest'
import { attenuated } from '../ecosystems/pypi/testing/attenuated.ts'
import { windowOf } from '../second-factors/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const fiveMinutes = 5 * 60

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let acme: Awaited<ReturnType<ApiHouse['acme']>>
  let app: Awaited<ReturnType<typeof giveSecondFactor>>

  beforeEach(async () => {
    house = createApiHouse(await open())
    acme = await house.acme()
    app = await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
  })

  const give = (token: string, code: string) => house.call('POST', '/step-up', { token, body: { code } })
  const tokenOf = async () => (await house.loginOf(acme.people.owner)).tokens.accessToken.expose()
  const rename = async (token: string) =>
    house.call('PATCH', '/organizations/acme/repositories/pypi', { token, body: { visibility: 'public' } })

  test('a login is asked for a code before it changes something, and none for five minutes after one', async () => {
    const token = await tokenOf()
    expect(await rename(token)).toMatchObject({ status: 401, body: { error: { code: 'totp_required' } } })
    const answer = await give(token, app.code().expose())
    const closesAt = Math.floor(house.clock.now() / 1000) + fiveMinutes
    expect(answer).toMatchObject({ status: 200, body: { closes_at: closesAt } })
    house.clock.advance(fiveMinutes * 1000 - 1000)
    expect((await rename(token)).status).toBe(200)
    house.clock.advance(1000)
    expect((await rename(token)).status).toBe(401)
  })

  test('the window of one login is not another’s', async () => {
    granted(await give(await tokenOf(), app.code().expose()))
    expect((await rename(await tokenOf())).status).toBe(401)
  })

  test('a person’s key has a window of its own', async () => {
    const { key, token } = await house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['*'] }])
    const closesAt = house.clock.now() + fiveMinutes * 1000
    expect((await give(token.expose(), app.code().expose())).status).toBe(200)
    expect(await windowOf(house.store.read, 'key', key.id)).toBe(closesAt)
  })

  describe('refuses', () => {
    test('a wrong code, and after five of them every code, with when to try again', async () => {
      const token = await tokenOf()
      for (let n = 0; n < 5; n += 1) {
        expect(await give(token, '000000')).toMatchObject({
          status: 401,
          body: { error: { code: 'invalid_totp' } },
        })
      }
      const answer = await give(token, app.code().expose())
      expect(answer).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } })
      expect(answer.headers.get('retry-after')).toBe('300')
    })

    test('codes that come with a token that changes nothing, unseen: its holder keeps nobody waiting', async () => {
      const reading = { actions: ['identify', 'describe', 'read'] as const, targets: ['*'] }
      const { token: readOnly } = await house.keyOf(acme.people.owner, [reading])
      const { tokens } = await house.loginOf(acme.people.owner, { scope: 'api:read repositories' })
      const login = await tokenOf()
      const narrowed = attenuated(login, ['allow', [[['read'], ['*']]]])
      for (const token of [readOnly.expose(), tokens.accessToken.expose(), narrowed])
        for (const code of ['000000', '111111', app.code().expose()])
          expect(await give(token, code)).toMatchObject({
            status: 403,
            body: { error: { code: 'action_not_allowed' } },
          })
      expect((await give(login, app.code().expose())).status).toBe(200)
    })

    test('an account without a second factor, an organization’s key, and nobody', async () => {
      const { tokens } = await house.loginOf(acme.people.write)
      expect((await give(tokens.accessToken.expose(), '123456')).body.error.code).toBe('no_second_factor')
      const { token } = await house.keyOfOrganization(acme.organization, 'write', [
        { actions: ['read'], targets: ['pypi:acme'] },
      ])
      expect(await give(token.expose(), '123456')).toMatchObject({ status: 403 })
      expect((await house.call('POST', '/step-up', { body: { code: '123456' } })).status).toBe(401)
    })

    test.each([{}, { code: 123_456 }, { code: 'x'.repeat(101) }, { code: '123456', more: 1 }, '{', '[]'])(
      'a body of another shape: %j',
      async body => {
        const answer = await house.call('POST', '/step-up', { token: await tokenOf(), body })
        expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
      },
    )
  })

  test('a code is never taken on a GET', async () => {
    const token = await tokenOf()
    const answer = await house.call('GET', `/step-up?code=${app.code().expose()}`, { token })
    expect(answer.status).toBe(405)
    expect((await give(token, app.code().expose())).status).toBe(200)
  })
})
