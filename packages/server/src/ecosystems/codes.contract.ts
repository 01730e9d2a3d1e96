/** A one-time code that is sent along with what it is for: where an ecosystem's clients have a way to do that. */
import type { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { granted } from '../credentials/testing/small-house.ts'
import { type App, giveSecondFactor } from '../second-factors/testing.ts'
import { bearer, type ContractSubject, expectRefused, widget } from './testing/contract-subject.ts'
import type { OpenHouse, TestRequest } from './testing/open-house.ts'

const minutes = 60_000

export function codesContract(subject: ContractSubject): void {
  const { ecosystem, driver, read, mayPublish } = subject
  const { codeHeader } = driver
  if (codeHeader === undefined) {
    test('has no way to send a one-time code, and looks for none', () =>
      expect(ecosystem.codeOf).toBeUndefined())
    return
  }

  const publish = (version: string) => driver.publish({ ...widget, version })
  const withCode = (request: TestRequest, code: Secret | string): TestRequest => ({
    ...request,
    headers: { ...request.headers, [codeHeader]: typeof code === 'string' ? code : code.expose() },
  })

  interface Factored extends OpenHouse {
    readonly app: App
    readonly loggedIn: string
    /** Of another login of the same account. */
    readonly elsewhere: string
  }

  async function factored(): Promise<Factored> {
    const house = await subject.publishedHouse()
    const login = async () => {
      const { tokens } = await house.loginOf(house.alice, { scope: 'api repositories' })
      return `Bearer ${tokens.accessToken.expose()}`
    }
    const app = await giveSecondFactor(house.store, house.alice.id, house.clock)
    return { ...house, app, loggedIn: await login(), elsewhere: await login() }
  }

  describe('a one-time code', () => {
    test('opens the window: what it came with is done, and so is what follows without one', async () => {
      const { send, app, loggedIn } = await factored()
      expectRefused(subject, await send(publish('2.0.0'), loggedIn), 'rejected', /takes a one-time code/)
      const coded = withCode(publish('2.0.0'), app.code())
      expect((await send(coded, loggedIn)).status).toBe(driver.published)
      expect((await send(publish('3.0.0'), loggedIn)).status).toBe(driver.published)
    })

    test('is decided on before a byte of the body', async () => {
      const { send, app, loggedIn, observations } = await factored()
      const { body, ...head } = publish('2.0.0')
      const announced = { Expect: '100-continue', 'Content-Length': '500000' }
      const upload = { ...head, headers: { ...head.headers, ...announced } }
      expectRefused(subject, await send(upload, loggedIn), 'rejected', /takes a one-time code/)
      expectRefused(
        subject,
        await send(withCode(upload, '000000'), loggedIn),
        'rejected',
        /is wrong, or was used/,
      )
      await expect.poll(() => observations).toHaveLength(3)
      expect(observations.slice(1).map(({ received }) => received)).toEqual([0, 0])
      expect((await send(withCode({ ...head, ...(body && { body }) }, app.code()), loggedIn)).status).toBe(
        driver.published,
      )
    })

    test('that is wrong says so, and after five of them the next must wait for as long as is said', async () => {
      const { send, app, loggedIn, clock } = await factored()
      const wrong = withCode(publish('2.0.0'), '000000')
      for (let n = 0; n < 5; n += 1)
        expectRefused(subject, await send(wrong, loggedIn), 'rejected', /is wrong, or was used/)
      const throttled = await send(withCode(publish('2.0.0'), app.code()), loggedIn)
      expectRefused(subject, throttled, 429, /Too many wrong codes/)
      const [, seconds] = /^retry-after: (\d+)$/im.exec(throttled.head) ?? []
      clock.advance(Number(seconds) * 1000)
      expect((await send(withCode(publish('2.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
    })

    test('is not used up by what reads', async () => {
      const { send, app, loggedIn } = await factored()
      expect((await send(withCode(read, app.code()), loggedIn)).status).toBe(200)
      expect((await send(withCode({ ...read, method: 'HEAD' }, app.code()), loggedIn)).status).toBe(200)
      expectRefused(subject, await send(publish('2.0.0'), loggedIn), 'rejected', /takes a one-time code/)
      expect((await send(withCode(publish('2.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
    })

    test('is not used up by what is refused in any case', async () => {
      const { send, app, loggedIn } = await factored()
      const elsewhere = driver.publish({ organization: 'globex', package: 'widget', version: '1.0.0' })
      expect((await send(withCode(elsewhere, app.code()), loggedIn)).status).toBe(404)
      expect((await send(withCode(publish('2.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
    })

    test('within an open window is not looked at, whatever it is', async () => {
      const { send, app, loggedIn, elsewhere } = await factored()
      expect((await send(withCode(publish('2.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
      for (const [index, code] of ['000000', 'hunter2', app.code(1)].entries())
        expect((await send(withCode(publish(`2.1.${index}`), code), loggedIn)).status).toBe(driver.published)
      // The next code is there still: it was not taken by the window that was open.
      expect((await send(withCode(publish('4.0.0'), app.code(1)), elsewhere)).status).toBe(driver.published)
    })

    test('that its own login sends again when the window closed is asked for anew, and is no failure', async () => {
      const { send, app, loggedIn, clock } = await factored()
      const code = app.code()
      expect((await send(withCode(publish('2.0.0'), code), loggedIn)).status).toBe(driver.published)
      clock.advance(5 * minutes)
      for (let n = 0; n < 6; n += 1)
        expectRefused(
          subject,
          await send(withCode(publish('3.0.0'), code), loggedIn),
          'rejected',
          /five minutes/,
        )
      expect((await send(withCode(publish('3.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
    })

    test('that another login used is a replay', async () => {
      const { send, app, loggedIn, elsewhere } = await factored()
      const code = app.code()
      expect((await send(withCode(publish('2.0.0'), code), loggedIn)).status).toBe(driver.published)
      const replayed = await send(withCode(publish('3.0.0'), code), elsewhere)
      expectRefused(subject, replayed, 'rejected', /is wrong, or was used/)
    })

    test('opens the window of a person’s key, where the organization asks for one', async () => {
      const { send, app, organizations, acme, keyOf, alice } = await factored()
      granted(await organizations.setPolicy(acme.id, { keysNeedWindow: true }, operator))
      const key = bearer(await keyOf(alice, mayPublish))
      expectRefused(subject, await send(publish('2.0.0'), key), 'rejected', /takes a one-time code/)
      expect((await send(withCode(publish('2.0.0'), app.code()), key)).status).toBe(driver.published)
      expect((await send(publish('3.0.0'), key)).status).toBe(driver.published)
    })

    test('is not looked at where none is needed', async () => {
      const { send, app, keyOf, alice, loggedIn } = await factored()
      const key = bearer(await keyOf(alice, mayPublish))
      expect((await send(withCode(publish('2.0.0'), '000000'), key)).status).toBe(driver.published)
      expect((await send(withCode(publish('3.0.0'), app.code()), loggedIn)).status).toBe(driver.published)
    })
  })
}
