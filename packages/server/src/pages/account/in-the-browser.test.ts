/** What the pages of an account do with JavaScript alone. */
import { expect, test } from 'vitest'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { complaintsOf, givePassword, inWindow } from '../testing/in-browser.ts'

describeInBrowser('an account in a browser', served => {
  test('how well a password is chosen is said while it is typed', async () => {
    const { house, origin } = served
    await house.person('ada')
    await inWindow({}, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, 'ada')
      await page.getByRole('heading', { name: 'Hello, ada' }).waitFor()
      await page.goto(`${origin}/account/password`)
      await page.getByLabel('New password').fill('ten larg')
      await page.getByText('Add a word or two.').waitFor()
      await page.getByLabel('New password').fill('ten large cranes at dawn')
      await page.getByText('nobody guesses that').waitFor()
      expect(complaints).toEqual([])
    })
  })
})
