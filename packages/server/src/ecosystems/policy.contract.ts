/** What an organization asks beyond roles, and a login that changes something: refused in the words of the ecosystem. */
import { describe, expect, test } from 'vitest'
import type { Policy } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { granted } from '../credentials/testing/small-house.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { RawAnswer } from '../http/testing/send-raw.ts'
import { createSecondFactors, type Subject } from '../second-factors/index.ts'
import { type App, giveSecondFactor, secondFactorKey } from '../second-factors/testing.ts'
import { bearer, type ContractSubject, expectRefused, textOf, widget } from './testing/contract-subject.ts'
import type { OpenHouse } from './testing/open-house.ts'

export function policyContract(subject: ContractSubject): void {
  const { driver, read, mayPublish, mayRead } = subject
  const publishAgain = driver.publish({ ...widget, version: '2.0.0' })
  const stepUp =
    /https:\/\/[^ ]+\/account\/(?:logins|keys)\/[^ ]+\/step-up, or .*POST https:\/\/[^ ]+\/api\/v1\/step-up/
  const addFactor = /\/account\/second-factor/

  async function openHouse(policy: Partial<Policy> = {}) {
    const house = await subject.publishedHouse()
    const login = await house.loginOf(house.alice, { scope: 'api repositories' })
    const publisher = await house.keyOf(house.alice, mayPublish)
    granted(await house.organizations.setPolicy(house.acme.id, policy, operator))
    return {
      ...house,
      publisher,
      login: login.login,
      loggedIn: `Bearer ${login.tokens.accessToken.expose()}`,
    }
  }

  async function openWindow({ store, clock, alice }: OpenHouse, of: Omit<Subject, 'accountId'>, app: App) {
    const factors = createSecondFactors({
      ...{ store, clock, random: createSeededRandom('factors') },
      ...{ key: secondFactorKey, origin: 'https://here' },
    })
    granted(await factors.openWindow({ ...of, accountId: alice.id }, app.code(), operator))
  }

  const saysNo = (answer: RawAnswer, said: RegExp) => expectRefused(subject, answer, 403, said)
  /** Where a code would do: a credential that is good as soon as it is given. */
  const asksForCode = (answer: RawAnswer) => expectRefused(subject, answer, 'rejected', stepUp)

  describe('a login whose account has a second factor', () => {
    test('publishes in its window only, and hears where a code opens it', async () => {
      const house = await openHouse()
      const app = await giveSecondFactor(house.store, house.alice.id, house.clock)
      asksForCode(await house.send(publishAgain, house.loggedIn))
      await openWindow(house, { kind: 'login', id: house.login.id }, app)
      expect((await house.send(publishAgain, house.loggedIn)).status).toBe(driver.published)
      house.clock.advance(5 * 60_000)
      const third = driver.publish({ ...widget, version: '3.0.0' })
      asksForCode(await house.send(third, house.loggedIn))
    })

    test('hears it before the body is sent', async () => {
      const house = await openHouse()
      await giveSecondFactor(house.store, house.alice.id, house.clock)
      const { method, path, headers } = publishAgain
      const announced = { ...headers, Expect: '100-continue', 'Content-Length': '500000' }
      const answer = await house.send({ method, path, headers: announced }, house.loggedIn)
      asksForCode(answer)
    })

    test('reads without a code', async () => {
      const house = await openHouse()
      await giveSecondFactor(house.store, house.alice.id, house.clock)
      expect((await house.send(read, house.loggedIn)).status).toBe(200)
    })
  })

  test('where a second factor is required, nobody reads or publishes without one, and hears where to add it', async () => {
    const house = await openHouse({ requireSecondFactor: true })
    const reader = `Bearer ${house.reader}`
    for (const [request, credential] of [
      [read, reader],
      [read, house.loggedIn],
      [publishAgain, bearer(house.publisher)],
      [publishAgain, house.loggedIn],
    ] as const) {
      saysNo(await house.send(request, credential), addFactor)
    }
    await giveSecondFactor(house.store, house.alice.id, house.clock)
    expect((await house.send(read, reader)).status).toBe(200)
    expect((await house.send(publishAgain, bearer(house.publisher))).status).toBe(driver.published)
  })

  test('where keys need a window, a person’s publishes in its own only, and reads without', async () => {
    const house = await openHouse({ keysNeedWindow: true })
    saysNo(await house.send(publishAgain, bearer(house.publisher)), addFactor)
    const app = await giveSecondFactor(house.store, house.alice.id, house.clock)
    asksForCode(await house.send(publishAgain, bearer(house.publisher)))
    expect((await house.send(read, `Bearer ${house.reader}`)).status).toBe(200)
    await openWindow(house, { kind: 'key', id: house.publisher.key.id }, app)
    expect((await house.send(publishAgain, bearer(house.publisher))).status).toBe(driver.published)
  })

  test('where keys work for a week at most, one that was made for longer does nothing', async () => {
    const house = await openHouse()
    const week = house.clock.now() + 7 * 86_400_000
    const short = await house.keyOf(house.alice, mayRead, { expiresAt: week })
    granted(await house.organizations.setPolicy(house.acme.id, { longestKeyDays: 7 }, operator))
    saysNo(await house.send(read, `Bearer ${house.reader}`), /at most 7 days/)
    saysNo(await house.send(publishAgain, bearer(house.publisher)), /at most 7 days/)
    expect((await house.send(read, `Bearer ${textOf(short)}`)).status).toBe(200)
  })

  test('a stranger is told of no policy', async () => {
    const house = await openHouse()
    const stranger = await house.account('stranger')
    const key = await house.keyOf(stranger, [...mayRead, ...mayPublish])
    const answers = async () => {
      const both = [await house.send(read, bearer(key)), await house.send(publishAgain, bearer(key))]
      return both.map(({ status, body }) => [status, body])
    }
    const before = await answers()
    const strict = { requireSecondFactor: true, keysNeedWindow: true, longestKeyDays: 1 }
    granted(await house.organizations.setPolicy(house.acme.id, strict, operator))
    expect(await answers()).toEqual(before)
  })
}
