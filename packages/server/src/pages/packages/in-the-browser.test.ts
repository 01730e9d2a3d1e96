/** A package in a real Chromium: who reaches it is seen, and changed, with JavaScript and without. */
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow } from '../testing/in-browser.ts'
import { publish } from '../testing/publish.ts'

describeInBrowser('a package in a browser', served => {
  beforeAll(async () => {
    const { people } = await served.house.acme()
    await served.house.person('grace')
    await publish(served.house, people.write, { filename: 'widget-1.0.tar.gz' })
  })

  test.each([true, false])(
    'is found, given a maintainer who then reaches it, and yanked (JavaScript: %s)',
    async javaScriptEnabled => {
      await inWindow({ javaScriptEnabled }, async page => {
        const complaints = javaScriptEnabled ? await complaintsOf(page, served.origin) : []
        await givePassword(page, served.origin, 'admin-of-acme')
        await page.goto(`${served.origin}/organizations/acme/repositories/pypi`)
        await page.getByLabel('Find a package').fill('wid')
        await page.getByRole('button', { name: 'Find' }).click()
        await page.getByRole('link', { name: 'widget' }).click()

        await page.getByText('Add a maintainer').first().click()
        await page.getByLabel('Username').fill('grace')
        await page.getByRole('button', { name: 'Add a maintainer' }).click()
        await page.getByRole('status').getByText('They maintain the package now').waitFor()
        await page.getByRole('link', { name: 'Who can reach it' }).click()
        const grace = page.getByRole('listitem').filter({ hasText: 'grace' })
        expect(await grace.textContent()).toMatch(/maintains it\s+read\s+publish\s*$/)
        await page.getByRole('link', { name: 'Their keys' }).click()
        await page.getByRole('listitem').filter({ hasText: 'key 1' }).getByText('publish').waitFor()

        await page.getByRole('link', { name: 'widget' }).click()
        await page.getByRole('link', { name: 'Remove grace' }).click()
        await page.getByRole('button', { name: 'Remove grace' }).click()
        await page.getByRole('status').getByText('do not maintain the package any more').waitFor()

        await page.getByText('Yank version 1.0').click()
        await page.getByLabel('Why').fill('broken')
        await page.getByRole('button', { name: 'Yank it' }).click()
        await page.getByText('broken. Installers pass over it').waitFor()
        await page.getByRole('button', { name: 'Restore version 1.0' }).click()
        await page.getByRole('status').getByText('The version is restored').waitFor()
        expect(complaints).toEqual([])
      })
    },
  )
})
