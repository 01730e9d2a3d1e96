/** Running the server in a real Chromium, as its administrators do: with a pointer, with a keyboard, without a script. */
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { password } from '../testing/house.ts'
import { complaintsOf, givePassword, inWindow } from '../testing/in-browser.ts'

describeInBrowser('in a browser', served => {
  beforeAll(async () => {
    await served.house.person('ada', true)
    await served.house.acme()
  }, 60_000)

  test('without JavaScript an account is found, disabled once it is still them, enabled, and let in again', async () => {
    const { house, origin } = served
    await inWindow({ javaScriptEnabled: false }, async page => {
      await givePassword(page, origin, 'ada')
      await page.getByRole('link', { name: 'Administration' }).click()
      await page.getByRole('heading', { level: 1, name: 'Everything works' }).waitFor()
      await page.getByRole('link', { name: 'Accounts' }).click()
      await page.getByLabel('Name or e-mail address').fill('wri')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByRole('link', { name: 'write', exact: true }).click()

      house.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Disable the account' }).click()
      await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
      await page.locator('input[name=password_again]').fill(password)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('status').getByText('The account is disabled').waitFor()
      expect((await house.accounts.byUsername('write'))?.disabledAt).toBeDefined()
      expect(await page.getByRole('button', { name: 'Make the link' }).count()).toBe(0)

      await page.getByRole('button', { name: 'Enable the account' }).click()
      await page.getByRole('status').getByText('enabled again').waitFor()
      await page.getByRole('button', { name: 'Make the link' }).click()
      const link = await page.getByText(`${origin}/reset/`).textContent()
      await page.goto(link ?? '')
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(page.url()).toBe(link)
    })
  })

  test('a client is added by the keyboard, its secret copied, and the client removed', async () => {
    const { origin } = served
    await inWindow({ permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, 'ada')
      await page.goto(`${origin}/admin/clients/new`)
      await page.getByLabel('Name', { exact: true }).fill('Package mirror')
      await page.keyboard.press('Tab')
      await page.keyboard.type('https://mirror.example.com/back')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Package mirror is added' }).waitFor()
      await page.getByRole('button', { name: 'Copy the secret' }).click()
      await page.getByRole('button', { name: 'Copied the secret' }).waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^[\w-]{43}$/)

      await page.getByRole('link', { name: 'Done' }).click()
      await page.getByRole('link', { name: 'Remove Package mirror' }).click()
      await page.getByRole('button', { name: 'Remove Package mirror' }).click()
      await page.getByRole('status').getByText('The client is removed').waitFor()
      expect(await page.getByRole('heading', { name: 'Package mirror' }).count()).toBe(0)
      expect(complaints).toEqual([])
    })
  })
})
