/** What happened: narrowed to what somebody looks for, and taken along as a file. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Task } from './task.ts'

const sentences = (page: Page) => page.locator('.events > li strong').allTextContents()

export const events: readonly Task[] = [
  {
    does: 'somebody narrows what happened to their account to one kind and one address, and looks at all of it again',
    sends: ['GET /account/events'],
    async by({ somebody, window }) {
      const { username } = await somebody('kestrel')
      const page = await window(username)
      await page.goto('/account/events')
      await page.getByText('Filter', { exact: true }).click()
      await page.getByLabel('What happened').selectOption('account.signed_in')
      await page.getByLabel('From the address').fill('127.0.0.1')
      await page.keyboard.press('Enter')
      await page.getByRole('list', { name: 'Shown are only' }).waitFor()
      await page.waitForLoadState()
      expect(await sentences(page)).toEqual(['A browser was signed in, with the password.'])
      await page.getByText('Filter', { exact: true }).click()
      await page.getByRole('link', { name: 'Show everything' }).click()
      await page.waitForURL(url => url.search === '')
      return {
        page,
        says: 'An account was made.',
        holds: async () => expect((await sentences(page)).length).toBeGreaterThan(1),
      }
    },
  },
  {
    does: 'an owner narrows what happened by every field there is, and takes that along as a file',
    sends: ['GET /organizations/:organization/events'],
    async by({ window }) {
      const page = await window('owner')
      await page.goto('/organizations/acme/events')
      await page.getByText('Filter', { exact: true }).click()
      await page.getByLabel('What happened').selectOption('file.published')
      await page.getByLabel('Who did it').fill('write')
      await page.getByLabel('Package').fill('pypi:acme/gadget')
      await page.getByLabel('From the address').fill('192.0.2.44')
      await page.getByLabel('Since').fill('2026-01-01')
      await page.getByLabel('Until').fill('2026-12-31')
      await page.getByRole('button', { name: 'Show these' }).click()
      await page.getByRole('link', { name: /^Without “since/ }).waitFor()
      await page.waitForLoadState()
      expect(await sentences(page)).toEqual(['A file was published.'])
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'CSV' }).click()
      const file = await download
      return {
        page,
        says: 'gadget',
        holds: async () => {
          expect(file.suggestedFilename()).toMatch(/^acme-events-2026-\d\d-\d\d\.csv$/)
          const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
          expect(lines).toHaveLength(2)
          expect(lines[1]).toMatch(/,file\.published,account,.*gadget/)
        },
      }
    },
  },
  {
    does: 'an administrator looks at what concerns one organization, and narrows that',
    sends: ['GET /admin/events'],
    async by({ window }) {
      const page = await window('ada')
      await page.goto('/admin/events')
      await page.getByLabel('Account or organization').fill('vault')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.waitForURL(/of=vault/)
      await page.getByText('Filter', { exact: true }).click()
      await page.getByLabel('What happened').selectOption('organization.policy_changed')
      await page.getByRole('button', { name: 'Show these' }).click()
      await page.waitForURL(/what=/)
      return {
        page,
        says: 'What an organization asks of its people and their keys was changed.',
        holds: async () => {
          expect(await page.getByLabel('Account or organization').inputValue()).toBe('vault')
          expect(await sentences(page)).toHaveLength(1)
        },
      }
    },
  },
]
