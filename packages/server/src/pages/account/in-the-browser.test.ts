/** An address verified and changed, a language chosen, and a forgotten password set anew, in a real Chromium. */
import { Secret } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { linkIn, type Mailbox, openMailbox } from '../../mail/testing/mailbox.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { granted, password } from '../testing/house.ts'
import { complaintsOf, givePassword, inWindow, widthsThatOverflow } from '../testing/in-browser.ts'

describeInBrowser('an account in a browser', served => {
  let mailbox: Mailbox

  beforeAll(async () => {
    mailbox = openMailbox(served.house.store, served.house.clock)
  })

  /** Follows the link of the one mail that came to an address, as its reader would. */
  async function follow(page: Page, address: string): Promise<void> {
    const [letter, ...others] = await mailbox(address)
    expect(others).toEqual([])
    await page.goto(`${served.origin}${linkIn(letter ?? { text: '' })}`)
  }

  const scripts = [
    ['with JavaScript', true],
    ['without JavaScript', false],
  ] as const

  test.each(scripts)('its address is verified, then another one, %s', async (how, javaScriptEnabled) => {
    const { house, origin } = served
    const username = how.replace(' ', '-').toLowerCase()
    const [first, second] = [`${username}@example.com`, `${username}@example.org`]
    const account = { username, email: first, password: new Secret(password) }
    granted(await house.accounts.create(account, operator))
    await inWindow({ javaScriptEnabled, reducedMotion: 'reduce' }, async page => {
      const complaints = await complaintsOf(page, origin)
      await givePassword(page, origin, username)
      await page.getByRole('link', { name: username, exact: true }).click()
      await page.getByText(`${first} is not verified`).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      await follow(page, first)
      await page.getByRole('button', { name: 'It is mine' }).click()
      await page.getByText('The address is verified.').waitFor()
      expect(await page.getByText('is not verified').count()).toBe(0)

      await page.getByRole('link', { name: 'Change: E-mail' }).click()
      await page.getByLabel('New address').fill(second)
      await page.keyboard.press('Enter')
      await page.getByText(`A link was sent to ${second}.`).waitFor()
      expect(await widthsThatOverflow(page)).toEqual([])
      await follow(page, second)
      await page.getByRole('button', { name: 'It is mine' }).click()
      await page.getByRole('heading', { name: 'Profile' }).waitFor()
      expect(await page.getByText(second).count()).toBe(1)

      await page.locator('select[name=language]').selectOption('Deutsch')
      await page.getByRole('button', { name: 'Use it' }).click()
      await page.getByText('Seiten und Mails sprechen jetzt diese Sprache mit dir.').waitFor()
      expect(complaints).toEqual([])
    })
    expect((await house.accounts.byUsername(username))?.language).toBe('de')
  })

  test.each(scripts)(
    'its password was forgotten, and is set anew by mail, %s',
    async (how, javaScriptEnabled) => {
      const { house, origin } = served
      const username = `forgot-${how.replace(' ', '-').toLowerCase()}`
      await house.person(username)
      await inWindow({ javaScriptEnabled, reducedMotion: 'reduce' }, async page => {
        const complaints = await complaintsOf(page, origin)
        await page.goto(`${origin}/login`)
        await page.getByRole('link', { name: 'Forgot the password?' }).click()
        await page.getByLabel('Username or e-mail address').fill(`${username}@example.com`)
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
        await house.forgottenPasswords.answer()
        await follow(page, `${username}@example.com`)
        expect(await widthsThatOverflow(page)).toEqual([])
        await page.getByLabel('New password').fill('ten larg')
        expect(await page.getByText('Add a word or two.').count()).toBe(javaScriptEnabled ? 1 : 0)
        await page.getByLabel('New password').fill('ten large cranes at dawn')
        expect(await page.getByText('nobody guesses that').count()).toBe(javaScriptEnabled ? 1 : 0)
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: username, level: 1 }).waitFor()
        expect(complaints).toEqual([])
      })
      const attempt = { username, address: '192.0.2.7', userAgent: 'Firefox' }
      const again = await house.sessions.signIn({
        ...attempt,
        password: new Secret('ten large cranes at dawn'),
      })
      expect(granted(again).session.account.username).toBe(username)
    },
  )
})
