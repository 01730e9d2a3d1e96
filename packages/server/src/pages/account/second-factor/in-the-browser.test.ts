/** The secret of an app as a picture, and recovery codes as something to keep, in a real Chromium. */
import { readFile } from 'node:fs/promises'
import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { createApp, readSecret } from '../../../second-factors/testing.ts'
import { describeInBrowser } from '../../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow } from '../../testing/in-browser.ts'

describeInBrowser('a second factor in a browser', served => {
  test.each([true, false])(
    'is shown as a picture; its recovery codes are saved, or printed, before anybody goes on; JavaScript: %s',
    async javaScriptEnabled => {
      const { house, origin } = served
      const username = javaScriptEnabled ? 'with-script' : 'without-script'
      await house.person(username)
      await inWindow({ javaScriptEnabled }, async page => {
        const complaints = await complaintsOf(page, origin)
        await givePassword(page, origin, username)
        await page.getByRole('heading', { name: `Hello, ${username}` }).waitFor()
        await page.goto(`${origin}/account/second-factor`)
        await page.getByRole('button', { name: 'Add an authenticator app' }).click()
        const picture = page.getByRole('img', { name: /^QR code/ })
        await picture.waitFor()
        await page.waitForLoadState()
        expect(
          await picture.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth),
        ).toBeGreaterThan(0)
        const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
        const app = createApp(readSecret(new Secret(secret)), house.clock)
        await page.getByLabel('Six digits').fill(app.code().expose())
        await page.keyboard.press('Enter')

        await page.getByRole('button', { name: 'Continue' }).click()
        // Nobody goes on who did not say so, script or none: the browser asks.
        await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
        await page.waitForLoadState()
        const printing = page.getByRole('button', { name: 'Print them' })
        expect(await printing.count()).toBe(javaScriptEnabled ? 1 : 0)
        const codes = ((await page.getByText(/^([a-z2-7]{4}-){5}/).textContent()) ?? '').split('\n')
        expect(codes).toHaveLength(10)
        const saving = page.waitForEvent('download')
        await page.getByRole('link', { name: 'Save as a file' }).click()
        const saved = await (await saving).path().then(path => readFile(path, 'utf8'))
        for (const each of [username, ...codes]) expect(saved).toContain(each)
        expect(complaints).toEqual([])
      })
    },
  )
})
