/** The end of set-up in a real Chromium: the page that shows the key sees the first upload arrive. */
import { Secret } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeWith } from '../../../../../../test/support/describe-with.ts'
import { operator } from '../../../audit/index.ts'
import { embeddedStores } from '../../../storage/testing/embedded.ts'
import { barriersIn } from '../../testing/accessibility.ts'
import { granted } from '../../testing/house.ts'
import {
  complaintsOf,
  givePassword,
  inWindow,
  type ServedHouse,
  serveHouse,
} from '../../testing/in-browser.ts'
import { publish } from '../../testing/publish.ts'

describeWith(['chromium'], 'set-up in a browser', () => {
  const open = embeddedStores()

  /** The last step; gives the key that it shows. */
  async function makeKey(page: Page, { house, origin }: ServedHouse): Promise<Secret> {
    const organization = await house.organization('acme', await house.person('ada', true))
    granted(
      await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
    )
    await givePassword(page, origin, 'ada')
    await page.getByRole('link', { name: 'Continue setting up' }).click()
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('This is the only time the key is shown').waitFor()
    const shown = page.getByText(/^latchkey-[\w-]{80,}$/).first()
    return new Secret((await shown.textContent()) ?? '')
  }

  const upload = ({ house }: ServedHouse, token: Secret) =>
    publish(house, { id: '' }, { filename: 'widget-1.0.tar.gz' }, token)

  test('the page that shows the key says by itself that the first upload came, and reads it out', async () => {
    const served = await serveHouse(await open())
    await inWindow({}, async page => {
      const complaints = await complaintsOf(page, served.origin)
      const token = await makeKey(page, served)
      const waits = page.locator('[aria-live]', { hasText: 'Waiting for the first upload to pypi:acme' })
      await waits.getByText('this page notices it').waitFor()
      await upload(served, token)
      await page.getByRole('heading', { name: 'Received: widget 1.0' }).waitFor()
      await page.locator('[aria-live]').getByText('ada, with “first upload”').waitFor()
      expect(await page.getByText(token.expose(), { exact: true }).count()).toBeGreaterThan(0)
      expect(await barriersIn(page, 'light')).toEqual([])

      let asked = 0
      page.on('request', () => {
        asked += 1
      })
      await page.waitForTimeout(3000)
      expect(asked).toBe(0)
      await page.getByRole('link', { name: 'See the package' }).click()
      await page.getByRole('heading', { level: 1, name: 'widget' }).waitFor()
      expect(complaints).toEqual([])
    })
    await served.close()
  })

  test('without JavaScript a link looks again, and the page says the same', async () => {
    const served = await serveHouse(await open())
    await inWindow({ javaScriptEnabled: false }, async page => {
      const token = await makeKey(page, served)
      expect(await page.getByText('this page notices it').count()).toBe(0)
      await page.getByRole('link', { name: 'Look again' }).click()
      await page.getByRole('heading', { name: 'Waiting for the first upload to pypi:acme' }).waitFor()
      await upload(served, token)
      await page.getByRole('link', { name: 'Look again' }).click()
      await page.getByRole('heading', { name: 'Set-up is done' }).waitFor()
      await page.getByRole('heading', { name: 'Received: widget 1.0' }).waitFor()
      await page.getByRole('main').getByRole('link', { name: 'Home' }).click()
      await page.getByRole('heading', { name: 'Hello, ada' }).waitFor()
      expect(await page.getByRole('link', { name: 'Continue setting up' }).count()).toBe(0)
    })
    await served.close()
  })
})
