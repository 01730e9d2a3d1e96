/** Letting devices and programs in, in a real Chromium: the way back to a program is what only a browser can tell. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { preconfigured } from '../../clients/index.ts'
import { type App, giveSecondFactor } from '../../second-factors/testing.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { granted, password } from '../testing/house.ts'
import { complaintsOf, givePassword, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'

const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
const device = { address: '198.51.100.7', client: 'latchkey/1.0.0 (linux x64) node/24.1.0' }
const everything = 'api repositories repository:pypi:acme package:pypi:acme/widget repository:pypi:not-ours'

describeInBrowser('letting in, in a browser', served => {
  let app: App

  beforeAll(async () => {
    const { house } = served
    const { people } = await house.acme()
    app = await giveSecondFactor(house.store, people.admin.id, house.clock)
  })

  async function ask(scope: string) {
    if (latchkey === undefined) throw new Error('This client is part of the program.')
    const request = { scope, deviceName: 'build-7.eu-west.example.internal' }
    const codes = granted(await served.house.deviceAuthorizations.request(latchkey, request, device))
    const poll = () => served.house.deviceAuthorizations.poll(codes.deviceCode, latchkey, device)
    return { ...codes, poll }
  }

  test('without JavaScript a device is let in, narrowed, by somebody who signs in on the way, and ended again', async () => {
    const { house, origin } = served
    await inWindow({ javaScriptEnabled: false, reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      const { userCode, poll } = await ask(everything)
      await page.goto(`${origin}/device?user_code=${userCode}`)
      await page.getByLabel('Username').fill('owner')
      await page.getByLabel('Password').fill(password)
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click()

      await page.getByText('Is it the one that your device shows?').waitFor()
      expect(await page.getByLabel('Code').inputValue()).toBe(userCode)
      expect(await widthsThatOverflow(page)).toEqual([])
      await page.keyboard.press('Enter')

      await page.getByRole('heading', { name: 'Is this your device?' }).waitFor()
      await page.getByText(userCode, { exact: true }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(await poll()).toMatchObject({ code: 'authorization_pending' })
      expect(await page.getByRole('checkbox', { name: /not yours to give/ }).isDisabled()).toBe(true)
      await page.getByRole('checkbox', { name: /Change things in your name/ }).uncheck()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByRole('heading', { name: 'Your device is let in' }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(await poll()).toMatchObject({
        grantedScope: 'api:read package:pypi:acme/widget repositories repository:pypi:acme',
      })

      await page.locator('main').getByRole('link', { name: 'my logins' }).click()
      await page.getByRole('heading', { name: 'build-7.eu-west.example.internal' }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      await page.getByRole('link', { name: 'End latchkey on build-7' }).click()
      await page.getByRole('heading', { name: 'End latchkey on build-7' }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      await page.getByRole('button', { name: 'End it' }).click()
      await page.getByText('That login is ended.').waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(complaints).toEqual([])
    })
    expect(house.reports).toEqual([])
  })

  test('the keyboard alone denies a device, and a wrong code is said at its field', async () => {
    const { origin } = served
    await inWindow({}, async page => {
      await givePassword(page, origin, 'owner')
      await page.getByRole('heading', { name: 'Hello, owner' }).waitFor()
      await page.goto(`${origin}/device`)
      await page.keyboard.type('bbbb bbbb')
      await page.keyboard.press('Enter')
      await page.getByText('This code cannot be used').waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      const { userCode, poll } = await ask('api:read')
      await page.getByLabel('Code').fill(userCode.toLowerCase().replace('-', ' '))
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Is this your device?' }).waitFor()
      await page.getByRole('button', { name: 'Deny it' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Nothing was let in' }).waitFor()
      expect(await poll()).toMatchObject({ code: 'access_denied' })
      // Whoever enters it once more hears that, and answers nothing.
      await page.goto(`${origin}/device`)
      await page.getByLabel('Code').fill(userCode)
      await page.keyboard.press('Enter')
      await page.getByText('You answered this code just now').waitFor()
      await page.getByRole('heading', { name: 'Nothing was let in' }).waitFor()
      expect(await poll()).toMatchObject({ code: 'access_denied' })
    })
  })

  test('on a phone both answers are as wide as it and as high as a thumb, and nothing scrolls past the code', async () => {
    const { origin } = served
    await inWindow({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async page => {
      await givePassword(page, origin, 'owner')
      await page.getByRole('heading', { name: 'Hello, owner' }).waitFor()
      const { userCode } = await ask('api')
      await page.goto(`${origin}/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).tap()
      await page.getByText(userCode, { exact: true }).waitFor()
      expect(await page.evaluate('scrollY')).toBe(0)
      const sizes = await Promise.all(
        ['Let it in', 'Deny it'].map(name => page.getByRole('button', { name }).boundingBox()),
      )
      const [approve, deny] = sizes
      for (const size of sizes) expect(size?.height).toBeGreaterThanOrEqual(44)
      expect(deny?.width).toBe(approve?.width)
      expect(approve?.width).toBeGreaterThan(300)
    })
  })

  test('a code that runs out while it is looked at leads to the page that says so, where there is JavaScript', async () => {
    const { house, origin } = served
    await inWindow({}, async page => {
      await givePassword(page, origin, 'owner')
      await page.getByRole('heading', { name: 'Hello, owner' }).waitFor()
      const { userCode } = await ask('api')
      house.clock.advance(10 * 60_000 - 3000)
      await page.goto(`${origin}/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText(/^in 0:0[123] minutes$/).waitFor()
      house.clock.advance(3000)
      await page.getByRole('heading', { name: 'This code ran out' }).waitFor()
      await page.getByRole('link', { name: 'Enter the new code' }).click()
      await page.getByRole('heading', { name: 'Log in a device' }).waitFor()
    })
  })

  test('with a second factor the code is typed on the page that compares', async () => {
    const { house, origin } = served
    await inWindow({}, async page => {
      await givePassword(page, origin, 'admin-of-acme')
      await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
      await page.getByRole('button', { name: 'Sign in' }).last().click()
      await page.getByRole('heading', { name: 'Hello, admin-of-acme' }).waitFor()
      const { userCode, poll } = await ask('api')
      await page.goto(`${origin}/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByText('must give a code of the second factor').waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      house.clock.advance(30_000)
      await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Your device is let in' }).waitFor()
      await page.getByText('This page notices when it has come back').waitFor()
      expect(refused(await poll())).toBe(false)
      await page.getByText('It came back for its login').waitFor()
    })
  })

  describe('security 26: the browser follows the form back to the program', () => {
    /** The program that waits on this machine for its answer. */
    async function listenOn(host: string): Promise<{ server: Server; uri: string }> {
      const server = createServer((_request, response) => response.end('Back in the program'))
      await new Promise<void>(resolve => server.listen(0, host, resolve))
      const { port } = server.address() as AddressInfo
      return { server, uri: `http://${host.includes(':') ? `[${host}]` : host}:${port}/callback` }
    }

    const address = (uri: string, change: Record<string, string> = {}) =>
      `${served.origin}/oauth/authorize?${new URLSearchParams({
        ...{ response_type: 'code', client_id: 'latchkey', redirect_uri: uri, state: 'of the program' },
        ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
        ...{ scope: 'api repositories', ...change },
      })}`

    test.each(['127.0.0.1', '::1'])(
      'from the sign-in form on, with a step-up between, or denied, to %s',
      async host => {
        const { house, origin } = served
        const { server, uri } = await listenOn(host)
        try {
          await inWindow({ javaScriptEnabled: false, reducedMotion: 'reduce' }, async page => {
            await page.goto(address(uri))
            await page.getByLabel('Username').fill('owner')
            await page.getByLabel('Password').fill(password)
            await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
            await page.getByRole('heading', { name: 'Let latchkey in?' }).waitFor()
            expect(await widthsThatOverflow(page)).toEqual([])
            house.clock.advance(11 * 60_000)
            await page.getByRole('button', { name: 'Let it in' }).click()
            await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
            await page.getByLabel('Password of owner').fill(password)
            await page.keyboard.press('Enter')
            await page.getByText('Back in the program').waitFor()
            const back = new URL(page.url())
            expect(back.searchParams.get('code')).toMatch(/^[\w-]{43}$/)
            expect(back.searchParams.get('state')).toBe('of the program')
            expect(back.searchParams.get('iss')).toBe(origin)

            await page.goto(address(uri))
            await page.getByRole('button', { name: 'Deny it' }).click()
            await page.getByText('Back in the program').waitFor()
            expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')

            await page.goto(address(uri, { scope: 'openid' }))
            await page.getByText('Back in the program').waitFor()
            expect(new URL(page.url()).searchParams.get('error')).toBe('invalid_scope')
          })
        } finally {
          server.close()
        }
      },
    )
  })
})
