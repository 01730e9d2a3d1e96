/** Keys in a real Chromium: made narrow, found again and revoked, with JavaScript and without. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { barriersIn } from '../testing/accessibility.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'
import { publish } from '../testing/publish.ts'

describeInBrowser('keys in a browser', served => {
  beforeAll(async () => {
    const { people } = await served.house.acme()
    await publish(served.house, people.write, { filename: 'widget-1.0.tar.gz' })
  })

  const told = (page: Page) => page.locator('[data-live]')

  /** Too wide at first, narrowed by what the page offers, named, and made. */
  async function makeNarrow(page: Page, name: string, withScript: boolean): Promise<void> {
    await page.goto(`${served.origin}/account/keys/new`)
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Publish').check()
    await page.getByLabel('Never expires').check()
    if (!withScript) await page.getByRole('button', { name: 'Say in words' }).click()
    await told(page).getByText('This key may publish everything in pypi:acme.').waitFor()
    await page.getByRole('button', { name: 'Only widget' }).click()
    await page.getByRole('button', { name: 'Let it expire in 90 days' }).click()
    await told(page).getByText('This key may publish pypi:acme/widget.').waitFor()
    expect(await told(page).locator('.warnings').count()).toBe(0)
    expect(await page.getByLabel('Name').inputValue()).toBe(name)
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText('Copy it now.').waitFor()
    expect(await widthsThatOverflow(page)).toEqual([])
  }

  test.each([true, false])(
    'are made, found by a word, and revoked together; JavaScript: %s',
    async javaScriptEnabled => {
      const { house, origin } = served
      await inWindow({ javaScriptEnabled, reducedMotion: 'reduce' }, async page => {
        const complaints = await complaintsOf(page, origin)
        await givePassword(page, origin, javaScriptEnabled ? 'owner' : 'admin-of-acme')
        await page.getByRole('heading', { name: /^Hello/ }).waitFor()
        for (const name of ['release one', 'release two', 'laptop'])
          await makeNarrow(page, name, javaScriptEnabled)

        await page.goto(`${origin}/account/keys`)
        await page.getByLabel('Name or package').fill('RELEASE')
        await page.getByLabel('In the order').selectOption('By name')
        await page.getByRole('button', { name: 'Find' }).click()
        await page.waitForURL(/find=RELEASE/)
        await page.getByRole('heading', { name: 'release two' }).waitFor()
        const names = page.locator('.keys h2')
        expect(await names.allTextContents()).toEqual(['release one', 'release two'])
        expect(await widthsThatOverflow(page)).toEqual([])

        if (javaScriptEnabled) await page.getByLabel('Tick all on this page').check()
        else for (const name of ['release one', 'release two']) await page.getByLabel(`Tick ${name}`).check()
        await page.getByRole('button', { name: 'Revoke those that are ticked' }).click()
        await page.getByRole('heading', { name: 'Revoke 2 keys?' }).waitFor()
        await page.getByRole('button', { name: 'Revoke 2 keys' }).click()
        await page.getByText('Type 2 here').waitFor()
        if (javaScriptEnabled) expect(await barriersIn(page, 'light')).toEqual([])
        await page.getByLabel('To go on').fill('2')
        await page.getByRole('button', { name: 'Revoke 2 keys' }).click()
        await page.getByText('The keys are revoked').waitFor()
        await page.getByRole('heading', { name: 'laptop' }).waitFor()
        expect(await names.allTextContents()).toEqual(['laptop'])
        // The page that asked again is a 400, and that is all there is to complain about.
        expect(complaints.filter(each => !each.includes('400 (Bad Request)'))).toEqual([])
        expect(house.reports).toEqual([])
      })
    },
  )

  test('several packages are offered one after another, and the key’s page opens what is pressed', async () => {
    const { origin } = served
    await inWindow({ reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, 'read')
      await page.getByRole('heading', { name: /^Hello/ }).waitFor()
      await page.goto(`${origin}/account/keys/new`)
      await page.getByLabel('Packages').fill('other, wid')
      const offered = page.locator('#packages option')
      expect(await offered.getAttribute('value')).toBe('other, widget')
      await makeNarrow(page, 'release', true)
      await page.goto(`${origin}/account/keys`)
      await page.getByRole('link', { name: 'release' }).click()
      await page.getByText('Rename', { exact: true }).click()
      await page.getByLabel('Name').fill('workflow')
      await page.getByRole('button', { name: 'Give it this name' }).click()
      await page.getByRole('heading', { name: 'Key “workflow”' }).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  })
})
