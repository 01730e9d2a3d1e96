/** The whole of set-up in a real Chromium: from the one-time link to an upload that the page sees arrive. */
import { Secret } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { describeWith } from '../../../../../../test/support/describe-with.ts'
import { operator } from '../../../audit/index.ts'
import { embeddedStores } from '../../../storage/testing/embedded.ts'
import { barriersIn } from '../../testing/accessibility.ts'
import { password } from '../../testing/house.ts'
import { complaintsOf, inWindow, type ServedHouse, serveHouse } from '../../testing/in-browser.ts'
import { publish } from '../../testing/publish.ts'

vi.setConfig({ testTimeout: 120_000 })

describeWith(['chromium'], 'set-up in a browser', () => {
  const open = embeddedStores()

  /** All four steps; gives the key that the last one shows. */
  async function goThrough(page: Page, { house, origin }: ServedHouse): Promise<Secret> {
    await page.goto(`${origin}/set-up/${(await house.invitations.setUp(operator))?.expose()}`)
    await page.getByLabel('Username').fill('ada')
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create the administrator' }).click()

    await page.getByRole('heading', { name: 'Name your organization' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('acme')
    await page.getByRole('button', { name: 'go on' }).click()

    await page.getByRole('heading', { name: 'What does acme publish?' }).waitFor()
    await page.goto(`${origin}/`)
    await page.getByRole('link', { name: 'Continue setting up' }).click()
    await page.getByRole('radio', { name: 'Python' }).check()
    await page.getByRole('button', { name: 'go on' }).click()

    await page.getByRole('heading', { name: 'Make your first key' }).waitFor()
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('This is the only time the key is shown').waitFor()
    const shown = await page
      .getByText(/^latchkey-[\w-]{80,}$/)
      .first()
      .textContent()
    return new Secret(shown ?? '')
  }

  const upload = ({ house }: ServedHouse, token: Secret) =>
    publish(house, { id: '' }, { filename: 'widget-1.0.tar.gz' }, token)

  test('the page that shows the key says by itself that the first upload came, and reads it out', async () => {
    const served = await serveHouse(await open())
    await inWindow({}, async page => {
      const complaints = await complaintsOf(page, served.origin)
      const token = await goThrough(page, served)
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
      const token = await goThrough(page, served)
      expect(await page.getByText('this page notices it').count()).toBe(0)
      await page.getByRole('link', { name: 'Look again' }).click()
      await page.getByRole('heading', { name: 'Waiting for the first upload to pypi:acme' }).waitFor()
      await upload(served, token)
      await page.getByRole('link', { name: 'Look again' }).click()
      await page.getByRole('heading', { name: 'Set-up is done' }).waitFor()
      await page.getByRole('heading', { name: 'Received: widget 1.0' }).waitFor()
      await page.getByRole('link', { name: 'Go home' }).click()
      await page.getByRole('heading', { name: 'Hello, ada' }).waitFor()
      expect(await page.getByRole('link', { name: 'Continue setting up' }).count()).toBe(0)
    })
    await served.close()
  })
})
