/** An organization in a real browser, with JavaScript and without: somebody is invited by mail, and what happened is read. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { linkIn, openMailbox } from '../../mail/testing/mailbox.ts'
import { describeInBrowser } from '../testing/describe-in-browser.ts'
import { password } from '../testing/house.ts'
import { complaintsOf, givePassword, inWindow } from '../testing/in-browser.ts'

describeInBrowser('an organization in a browser', served => {
  beforeAll(async () => {
    await served.house.acme()
  })

  const on = (page: Page, name: string) => page.locator('main').getByRole('button', { name })

  test.each([true, false])(
    'an owner invites by mail, the invited follows the link, and both read it in the events; JavaScript: %s',
    async javaScriptEnabled => {
      const { house, origin } = served
      const name = javaScriptEnabled ? 'bob' : 'ben'
      const address = `${name}@example.com`
      const mailbox = openMailbox(house.store, house.clock)
      await mailbox()
      await inWindow({ javaScriptEnabled, acceptDownloads: true }, async page => {
        const complaints = await complaintsOf(page, origin)
        await givePassword(page, origin, 'owner')
        await page.goto(`${origin}/organizations/acme`)
        await page.getByRole('link', { name: 'Invitations', exact: true }).click()
        await page.getByLabel('E-mail address').fill(address)
        await page.getByLabel('Their role').selectOption('read')
        await on(page, 'Send the invitation').click()
        expect(await page.getByRole('status').textContent()).toBe('The invitation is on its way.')
        expect(await page.locator('main').textContent()).toContain(address)

        const [letter] = await mailbox(address)
        await inWindow({ javaScriptEnabled }, async theirs => {
          await theirs.goto(`${origin}${linkIn(letter ?? { text: '' })}`)
          expect(await theirs.locator('input[name=email]').inputValue()).toBe(address)
          await theirs.locator('input[name=username]').fill(name)
          await theirs.locator('input[name=password]').fill(password)
          await on(theirs, 'Create my account').click()
          expect(new URL(theirs.url()).pathname).toBe('/organizations/acme')
          expect(await theirs.locator('main').textContent()).toContain('you: read')
        })

        await page.goto(`${origin}/organizations/acme/events`)
        await page.getByText('Filter', { exact: true }).click()
        await page.getByLabel('What happened').selectOption('member.added')
        await page.getByLabel('Who did it').fill(name)
        await on(page, 'Show these').click()
        const events = page.locator('.events > li')
        expect(await events.count()).toBe(1)
        expect(await events.textContent()).toContain('Somebody became a member.')
        await events.locator('summary').click()
        expect(await events.getByText('member.added').isVisible()).toBe(true)

        const download = page.waitForEvent('download')
        await page.getByRole('link', { name: 'CSV' }).click()
        const file = await download
        expect(file.suggestedFilename()).toBe('acme-events-2026-01-01.csv')
        const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
        expect(lines).toHaveLength(2)
        expect(lines[1]).toContain(`,member.added,account,`)
        expect(complaints).toEqual([])
      })
    },
  )

  test('a member is removed after it was told what that ends', async () => {
    const { house, origin } = served
    await inWindow({ javaScriptEnabled: false }, async page => {
      await givePassword(page, origin, 'owner')
      await page.goto(`${origin}/organizations/acme/members`)
      await page.getByRole('link', { name: 'Remove write' }).click()
      expect(await page.locator('main').textContent()).toContain('What ends at once')
      await on(page, 'Remove write').click()
      expect(await page.getByRole('status').textContent()).toContain('they reach nothing here any more')
    })
    const write = await house.accounts.byUsername('write')
    const acme = await house.organizations.byName('acme')
    expect(await house.organizations.roleOf(write?.id ?? '', acme?.id ?? '')).toBeUndefined()
  })
})
