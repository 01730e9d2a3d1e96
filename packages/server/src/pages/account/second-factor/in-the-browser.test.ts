/** Adding a second factor and signing in with its code, in a real Chromium. */
import { readFile } from 'node:fs/promises'
import { Secret } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type App, createApp, readSecret } from '../../../second-factors/testing.ts'
import { describeInBrowser } from '../../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow, widthsThatOverflow } from '../../testing/in-browser.ts'

describeInBrowser('a second factor in a browser', served => {
  /** Adds one, looked at in every width and both schemes on the way. */
  async function add(page: Page): Promise<{ app: App; recoveryCodes: readonly string[] }> {
    await page.getByRole('link', { name: 'Add one' }).click()
    expect(await widthsThatOverflow(page)).toEqual([])
    await page.getByRole('button', { name: 'Add an authenticator app' }).click()
    const picture = page.getByRole('img', { name: /^QR code/ })
    const width = await picture.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth)
    expect(width).toBeGreaterThan(0)
    expect(await widthsThatOverflow(page)).toEqual([])
    const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
    const app = createApp(readSecret(new Secret(secret)), served.house.clock)
    await page.getByLabel('Six digits').fill('000000')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText('This code is wrong').waitFor()
    await page.getByLabel('Six digits').fill(app.code().expose())
    await page.keyboard.press('Enter')
    await page.getByText('The second factor is added').waitFor()
    expect(await widthsThatOverflow(page)).toEqual([])
    const shown = (await page.getByText(/^([a-z2-7]{4}-){5}/).textContent()) ?? ''
    return { app, recoveryCodes: shown.split('\n') }
  }

  test.each([true, false])(
    'is added, asked for and taken away, with JavaScript: %s',
    async javaScriptEnabled => {
      const { house, origin } = served
      const username = javaScriptEnabled ? 'with-script' : 'without-script'
      await house.person(username)
      await inWindow({ javaScriptEnabled, reducedMotion: 'reduce' }, async page => {
        const complaints = await complaintsOf(page, origin)
        await givePassword(page, origin, username)
        await page.getByRole('heading', { name: `Hello, ${username}` }).waitFor()
        await page.goto(`${origin}/account`)
        const { app, recoveryCodes } = await add(page)
        expect(recoveryCodes).toHaveLength(10)
        const printing = page.getByRole('button', { name: 'Print them' })
        expect(await printing.count()).toBe(javaScriptEnabled ? 1 : 0)
        await page.getByRole('button', { name: 'Go on' }).click()
        // Nobody goes on who did not say so, script or none: the browser asks.
        await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
        const saving = page.waitForEvent('download')
        await page.getByRole('link', { name: 'Save as a file' }).click()
        const saved = await (await saving).path().then(path => readFile(path, 'utf8'))
        for (const code of [username, ...recoveryCodes]) expect(saved).toContain(code)
        await page.getByLabel('I have kept them').check()
        await page.getByRole('button', { name: 'Go on' }).click()
        await page.getByText('10 of them are left').waitFor()
        await page.getByRole('button', { name: 'Sign out' }).click()
        await page.getByRole('heading', { name: 'One login for every package registry' }).waitFor()

        house.clock.advance(30_000)
        await page.goto(`${origin}/account/keys`)
        await givePassword(page, origin, username)
        await page.getByRole('heading', { name: 'One more step' }).waitFor()
        expect(await widthsThatOverflow(page)).toEqual([])
        await page.keyboard.type('000 000')
        await page.keyboard.press('Enter')
        await page.getByText('This code is wrong').waitFor()
        await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
        await page.getByRole('button', { name: 'Sign in' }).last().click()
        await page.getByRole('heading', { name: `Hello, ${username}` }).waitFor()

        house.clock.advance(11 * 60_000)
        await page.goto(`${origin}/account/second-factor/remove`)
        await page.getByRole('button', { name: 'Remove it' }).click()
        await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
        expect(await widthsThatOverflow(page)).toEqual([])
        await page.getByText('Use a recovery code instead').click()
        await page.getByLabel('Recovery code', { exact: true }).fill(recoveryCodes[0] ?? '')
        await page.getByRole('button', { name: 'Continue' }).click()
        await page.getByRole('status').getByText('The second factor is removed').waitFor()
        // The two answers of 401 that were asked for are told by the browser, and nothing else is.
        expect(complaints.filter(each => !each.includes('401'))).toEqual([])
      })
      expect(house.reports).toEqual([])
    },
  )
})
