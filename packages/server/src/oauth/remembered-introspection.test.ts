import type { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { operator } from '../audit/index.ts'
import { rememberRequests } from '../credentials/index.ts'
import { attenuated } from '../ecosystems/pypi/testing/attenuated.ts'
import type { Handler } from '../http/index.ts'
import { rawRequest } from '../http/testing/raw-request.ts'
import type { Key } from '../keys/index.ts'
import { createEpochWatch, type EpochWatch } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createOAuthHouse, granted, type OAuthTestHouse } from './testing/house.ts'

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  let gateway: { readonly id: string; readonly secret: Secret }
  let key: Key
  let token: Secret
  let epoch: EpochWatch
  let handle: Handler

  /** A node with a memory. What the house does happens on another one. */
  async function remembering(rate = 0): Promise<void> {
    house = createOAuthHouse(await open(), { account: rate })
    gateway = await house.confidential()
    const made = await house.keyOf(await house.account('alice'), [{ actions: ['read'], targets: ['*'] }])
    key = made.key
    token = made.token
    const { store, clock, credentials, answers } = house
    epoch = createEpochWatch({ store, clock, failed: () => undefined })
    await epoch.read()
    handle = rememberRequests(house.handle, { credentials, answers, epoch, clock })
  }
  beforeEach(() => remembering())

  async function ask(text = token.expose(), secret = gateway.secret.expose()) {
    const { status, body } = await handle(
      rawRequest({
        ...{ method: 'POST', target: '/oauth/introspect', address: '192.0.2.7' },
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${gateway.id}:${secret}`).toString('base64')}`,
        },
        body: `token=${text}`,
      }),
    )
    return { status, body: JSON.parse(String(body)) }
  }
  const active = { status: 200, body: { active: true } }
  const inactive = { status: 200, body: { active: false } }

  /** What comes for the second time is kept. */
  async function known(text?: string) {
    for (const _ of ['a stranger', 'kept']) await ask(text)
  }

  describe('what a gateway was told of a token', () => {
    test('it is told again without a look at the token, while nobody writes', async () => {
      await ask()
      const looks = vi.spyOn(house.credentials, 'introspect')
      const first = await ask()
      expect(first).toMatchObject(active)
      for (const _ of [1, 2]) expect(await ask()).toEqual(first)
      expect(looks).toHaveBeenCalledTimes(1)
    })

    test('holds for that token alone, and for whoever shows the secret', async () => {
      await known()
      expect(await ask(attenuated(token.expose(), [0, 1, 0]))).toEqual(inactive)
      expect(await ask(`${token.expose()}A`)).toEqual(inactive)
      expect(await ask(token.expose(), 'wrong')).toMatchObject({ status: 401 })
      expect(await ask()).toMatchObject(active)
    })

    test.each(['once the epoch was read', 'within 700 milliseconds'])(
      'holds no longer than its key: %s it is inactive',
      async when => {
        await known()
        granted(await house.keys.revoke(key.id, 'local command'))
        if (when === 'once the epoch was read') await epoch.read()
        else house.clock.advance(700)
        expect(await ask()).toEqual(inactive)
      },
    )

    test('holds until the instant that its text says', async () => {
      const ends = Math.floor(house.clock.now() / 1000) + 1
      const derived = attenuated(token.expose(), [0, ends, 0])
      await known(derived)
      house.clock.advance(999)
      await epoch.read()
      expect(await ask(derived)).toMatchObject(active)
      house.clock.advance(1)
      expect(await ask(derived)).toEqual(inactive)
    })

    test('is for a client that is there: one that was removed is told nothing', async () => {
      await known()
      granted(await house.clients.remove(gateway.id, operator))
      await epoch.read()
      expect(await ask()).toMatchObject({ status: 401 })
    })

    test('counts each time for the client, and never as a use of the token', async () => {
      await remembering(2)
      for (const status of [200, 200, 429, 429]) expect(await ask()).toMatchObject({ status })
      await house.keys.flush()
      expect((await house.keys.byId(key.id))?.lastUsed).toBeUndefined()
    })
  })
})
