/** Codes for a program, and what is signed in and let in, in a real Chromium. */

import { Secret } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeWith } from '../../../../../test/support/describe-with.ts'
import { operator } from '../../audit/index.ts'
import { createApp, giveSecondFactor, readSecret } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { granted, password } from '../testing/house.ts'
import {
  complaintsOf,
  givePassword,
  inWindow,
  type ServedHouse,
  serveHouse,
  widthsThatOverflow,
} from '../testing/in-browser.ts'

vi.setConfig({ testTimeout: 120_000 })

describeWith(['chromium'], 'logins and browsers, in a browser', () => {
  const open = embeddedStores()
  let served: ServedHouse

  beforeAll(async () => {
    served = await serveHouse(await open())
  })
  afterAll(() => served.close())

  async function signIn(page: Page, username: string): Promise<void> {
    await givePassword(page, served.origin, username)
    await page.getByRole('heading', { name: `Hello, ${username}` }).waitFor()
  }

  test.each([true, false])(
    'a code that a program was refused for is given, and the page says what to type and for how long, with JavaScript: %s',
    async javaScriptEnabled => {
      const { house, origin } = served
      const username = javaScriptEnabled ? 'counted' : 'told'
      const person = await house.person(username)
      const { login } = await house.loginOf(person, { deviceName: 'build-7' })
      const app = await giveSecondFactor(house.store, person.id, house.clock)
      const refusal = { what: 'token.refused', code: 'totp_required', client: 'twine/6.1.0' } as const
      const details = { action: 'publish', target: 'pypi:acme/widget' }
      house.audit.note({ ...refusal, loginId: login.id, address: '198.51.100.7', details })
      await house.audit.flush()
      await inWindow({ javaScriptEnabled, reducedMotion: 'reduce' }, async page => {
        const complaints = await complaintsOf(page, origin)
        await givePassword(page, origin, username)
        await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: `Hello, ${username}` }).waitFor()
        await page.goto(`${origin}/account/logins/${login.id}/step-up`)
        await page.getByText('publish pypi:acme/widget').waitFor()
        await page.getByLabel('Code of your authenticator app').fill(app.nextCode(house.clock).expose())
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'Now do it again' }).waitFor()
        await page.getByText('twine upload dist/*').waitFor()
        await page.getByText(javaScriptEnabled ? /^in [45]:\d\d minutes$/ : /^in 5 minutes$/).waitFor()
        expect(await widthsThatOverflow(page)).toEqual([])
        if (javaScriptEnabled) {
          house.clock.advance(5 * 60_000 - 2000)
          await page.reload()
          await page.getByText(/^in 0:0[12] minutes$/).waitFor()
          house.clock.advance(2000)
          await page.getByRole('heading', { name: 'A one-time code' }).waitFor()
        }
        expect(complaints).toEqual([])
      })
      expect(house.reports).toEqual([])
    },
  )

  test('without JavaScript some logins are ticked and ended, and all other browsers signed out', async () => {
    const { house, origin } = served
    const ada = await house.person('ada')
    for (const deviceName of ['one', 'two', 'three']) await house.loginOf(ada, { deviceName })
    const from = {
      username: 'ada',
      address: '198.51.100.9',
      userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140',
    }
    await inWindow({ javaScriptEnabled: false, reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      await signIn(page, 'ada')
      granted(await house.sessions.signIn({ ...from, password: new Secret(password) }))
      await page.goto(`${origin}/account/logins`)
      await page.getByRole('button', { name: 'End what is ticked' }).click()
      await page.getByText('Nothing was ended').waitFor()
      for (const name of ['one', 'three'])
        await page.getByRole('checkbox', { name: `Tick latchkey on ${name}` }).press('Space')
      await page.getByRole('button', { name: 'End what is ticked' }).click()
      await page.getByRole('heading', { name: 'End these 2 logins?' }).waitFor()
      await page.getByRole('button', { name: 'End them' }).click()
      await page.getByText('These logins are ended.').waitFor()
      expect(await page.getByRole('checkbox').count()).toBe(1)

      await page.locator('main').getByRole('link', { name: 'your browsers' }).click()
      await page.getByRole('heading', { name: 'Firefox on Linux' }).waitFor()
      await page.getByRole('button', { name: 'Sign out the other browser' }).click()
      await page.getByText('Every other browser is signed out.').waitFor()
      await page.getByText('signed in nowhere else').waitFor()
      expect(complaints).toEqual([])
    })
    expect(house.reports).toEqual([])
  })

  test('a banner leads who lacks a required second factor to adding it, and is gone then', async () => {
    const { house, origin } = served
    const grace = await house.person('grace')
    const { id } = await house.organization('vault', grace)
    granted(await house.organizations.setPolicy(id, { requireSecondFactor: true }, operator))
    await inWindow({ javaScriptEnabled: false, reducedMotion: 'reduce' }, async page => {
      await signIn(page, 'grace')
      expect(await widthsThatOverflow(page)).toEqual([])
      await page.getByRole('complementary').getByRole('link', { name: 'Add one now' }).click()
      await page.getByRole('heading', { name: 'Second factor', level: 1 }).waitFor()
      expect(await page.getByRole('complementary').count()).toBe(0)
      await page.locator('form[action="/account/second-factor/new"] button').click()
      const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
      const app = createApp(readSecret(new Secret(secret)), house.clock)
      await page.getByLabel('Six digits').fill(app.code().expose())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
      await page.goto(origin)
      await page.getByRole('heading', { name: 'Hello, grace' }).waitFor()
      expect(await page.getByRole('complementary').count()).toBe(0)
    })
    expect(house.reports).toEqual([])
  })
})
