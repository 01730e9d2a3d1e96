/** Letting devices and programs in, in a real Chromium: the way back to a program is what only a browser can tell. */
import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { preconfigured } from '../../clients/index.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { granted, password } from '../testing/house.ts'
import { givePassword, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'
import { openProgram } from '../testing/waiting-program.ts'

const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
const device = { address: '198.51.100.7', client: 'latchkey/1.0.0 (linux x64) node/24.1.0' }

describeInBrowser('letting in, in a browser', served => {
  beforeAll(async () => {
    await served.house.person('owner')
  })

  async function ask(scope: string) {
    if (latchkey === undefined) throw new Error('This client is part of the program.')
    const request = { scope, deviceName: 'build-7.eu-west.example.internal' }
    const codes = granted(await served.house.deviceAuthorizations.request(latchkey, request, device))
    const poll = () => served.house.deviceAuthorizations.poll(codes.deviceCode, latchkey, device)
    return { ...codes, poll }
  }

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
      await page.getByText(/^in 0:0[123] min$/).waitFor()
      house.clock.advance(3000)
      await page.getByRole('heading', { name: 'This code ran out' }).waitFor()
      await page.getByRole('link', { name: 'Enter the new code' }).click()
      await page.getByRole('heading', { name: 'Log in a device' }).waitFor()
    })
  })

  test('the page on which a device was let in notices that it came back', async () => {
    const { origin } = served
    await inWindow({}, async page => {
      await givePassword(page, origin, 'owner')
      await page.getByRole('heading', { name: 'Hello, owner' }).waitFor()
      const { userCode, poll } = await ask('api')
      await page.goto(`${origin}/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByText('This page notices when it has come back').waitFor()
      expect(refused(await poll())).toBe(false)
      await page.getByText('It came back for its login').waitFor()
    })
  })

  describe('security 26: the browser follows the form back to the program', () => {
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
        const { redirectUri: uri, close } = await openProgram(host)
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
          close()
        }
      },
    )
  })
})
