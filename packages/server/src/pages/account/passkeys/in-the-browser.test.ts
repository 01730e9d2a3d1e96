/** Passkeys in a real Chromium, kept by the virtual authenticator of its debugger. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { preconfigured } from '../../../clients/index.ts'
import { describeInBrowser } from '../../testing/describe-in-browser.ts'
import { granted } from '../../testing/house.ts'
import { complaintsOf, givePassword, inWindow } from '../../testing/in-browser.ts'
import { unlockedPhone } from '../../testing/unlocked-phone.ts'

describeInBrowser('a passkey in a browser', served => {
  const passkey = (page: Page) => page.getByRole('button', { name: 'Use a passkey' })

  test('is made, signs in, opens a window, lets a device in and is taken away', async () => {
    const { house, origin } = served
    const pat = await house.person('pat')
    const latchkey = preconfigured.find(({ id }) => id === 'latchkey')
    if (latchkey === undefined) return expect.unreachable()
    const { login } = await house.loginOf(pat, { client: latchkey })
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      const setAnswers = await unlockedPhone(page)
      await givePassword(page, origin, 'pat')
      await page.getByRole('heading', { name: /pat/ }).first().waitFor()

      await page.goto(`${origin}/account/passkeys`)
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByLabel('Name').fill('Pocket phone')
      await page.getByRole('button', { name: 'Make the passkey' }).click()
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
      await page.goto(`${origin}/account/passkeys`)
      await page.getByRole('heading', { name: 'Pocket phone' }).waitFor()
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByRole('button', { name: 'Make the passkey' }).click()
      await page.getByText('This device has a passkey for this account already').waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()

      // Held back: what is offered under the field for the username waits, and the button asks anew.
      await setAnswers(false)
      await page.goto(`${origin}/login?next=/account/passkeys`)
      const button = page.getByRole('button', { name: 'Sign in with a passkey' })
      await button.waitFor()
      await setAnswers(true)
      await button.click()
      await page.waitForURL(`${origin}/account/passkeys`)
      await page.getByText(/last used/).waitFor()

      await page.goto(`${origin}/account/logins/${login.id}/step-up`)
      await passkey(page).click()
      await page.getByText('needs no other code').waitFor()

      const asked = granted(await house.deviceAuthorizations.request(latchkey, { scope: 'api' }, {}))
      await page.goto(`${origin}/device?user_code=${asked.userCode}`)
      await page.locator('main form button').first().click()
      await page.getByRole('button', { name: 'Let it in with a passkey' }).click()
      await page.getByRole('heading', { name: 'Your device is let in' }).waitFor()
      expect(await house.deviceAuthorizations.poll(asked.deviceCode, latchkey, {})).toHaveProperty(
        'accessToken',
      )

      house.clock.advance(11 * 60_000)
      await page.goto(`${origin}/account/passkeys`)
      await page.getByRole('link', { name: 'Remove Pocket phone' }).click()
      await page.getByText('It is your only second factor').waitFor()
      await page.getByRole('button', { name: 'Remove' }).click()
      await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
      await passkey(page).click()
      await page.getByText('The passkey is removed').waitFor()
      expect(complaints).toEqual([])
    })
    expect(house.reports).toEqual([])
  })

  test('is offered under the field for the username, and stands in for the code after the password', async () => {
    const { house, origin } = served
    await house.person('sam')
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const setAnswers = await unlockedPhone(page)
      await givePassword(page, origin, 'sam')
      await page.getByRole('heading', { name: 'Hello, sam' }).waitFor()
      await page.goto(`${origin}/account/passkeys`)
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByRole('button', { name: 'Make the passkey' }).click()
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()

      await setAnswers(false)
      await givePassword(page, origin, 'sam')
      await page.getByRole('heading', { name: 'One more step' }).waitFor()
      await setAnswers(true)
      await passkey(page).click()
      await page.waitForURL(`${origin}/`)
      await page.getByRole('button', { name: 'Sign out' }).click()

      // Whoever chooses it in the browser's list presses nothing on the page, and may be gone before all of it is there.
      await page.goto(`${origin}/login?next=/account/passkeys`, { waitUntil: 'commit' })
      await page.waitForURL(`${origin}/account/passkeys`)
    })
    expect(house.reports).toEqual([])
  })

  test('needs JavaScript, and the sign-in page says so and what to do instead', async () => {
    const { origin } = served
    await inWindow({ javaScriptEnabled: false }, async page => {
      await page.goto(`${origin}/login`)
      await page.getByText('A passkey needs JavaScript. Without it, use the password.').waitFor()
      expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0)
    })
  })
})
