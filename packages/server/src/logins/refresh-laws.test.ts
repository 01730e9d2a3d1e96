/** Whatever happens to answers and whenever: an honest client stays logged in, and a copy ends the login. */
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { TokenSet } from './index.ts'
import { loginIn, refreshIn, show } from './testing/refreshing.ts'

const day = 24 * 60 * 60 * 1000

/** What a client that keeps its one refresh token goes through. */
const step = fc.oneof(
  fc.constant({ does: 'refreshes' } as const),
  fc.constant({ does: 'loses the answer' } as const),
  fc.constant({ does: 'refreshes in two processes at once' } as const),
  fc.constant({ does: 'uses its access token' } as const),
  fc.record({ does: fc.constant('waits' as const), for: fc.integer({ min: 1, max: 9 * day }) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
  })

  async function take(one: Step, held: TokenSet): Promise<TokenSet> {
    switch (one.does) {
      case 'refreshes':
        return granted(await refreshIn(house, held.refreshToken))
      case 'loses the answer':
        granted(await refreshIn(house, held.refreshToken))
        return held
      case 'refreshes in two processes at once': {
        const answers = await Promise.all([0, 1].map(() => refreshIn(house, held.refreshToken)))
        const [one, other] = answers.map(granted)
        if (one === undefined || other === undefined) throw new Error('Both were answered.')
        expect(one.refreshToken.expose()).toBe(other.refreshToken.expose())
        return other
      }
      case 'uses its access token':
        // Only while it works: a client refreshes before.
        if (!refused(await house.authenticate(held.accessToken))) await house.logins.flush()
        return held
      case 'waits':
        house.clock.advance(one.for)
        return held
    }
  }

  test('who keeps the last refresh token that arrived stays logged in, whatever answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async steps => {
        const { login, tokens } = await house.loginOf(alice)
        let held = tokens
        let unused = 0
        for (const one of steps) {
          if (one.does === 'waits') unused += one.for
          else if (one.does !== 'uses its access token') unused = 0
          if (unused >= 30 * day) break
          held = await take(one, held)
        }
        if (unused < 30 * day) granted(await refreshIn(house, held.refreshToken))
        expect((await loginIn(house, login)).endedAt).toBeUndefined()
      }),
      propertyOptions(200),
    )
  })

  test('a copy that is used after its owner refreshed twice ends the login, whatever happened before and between', async () => {
    const history = fc.array(step, { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(history, history, async (before, between) => {
        const { login, tokens } = await house.loginOf(alice)
        let held = tokens
        for (const one of before) held = await take(short(one), held)
        const copy = held
        held = granted(await refreshIn(house, held.refreshToken))
        for (const one of between) held = await take(short(one), held)
        held = granted(await refreshIn(house, held.refreshToken))
        await show(house, held.accessToken)
        expect(await refreshIn(house, copy.refreshToken)).toMatchObject({ code: 'invalid_grant' })
        expect((await loginIn(house, login)).endedBecause).toBe('stolen')
        expect(await refreshIn(house, held.refreshToken)).toMatchObject({ code: 'invalid_grant' })
        expect(await house.authenticate(held.accessToken)).toMatchObject({ code: 'login_ended' })
      }),
      propertyOptions(100),
    )
  })

  /** Never so long that the login is over. */
  function short(one: Step): Step {
    return one.does === 'waits' ? { ...one, for: Math.ceil(one.for / 10) } : one
  }
})
