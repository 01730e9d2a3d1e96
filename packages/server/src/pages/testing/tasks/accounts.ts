/** What administrators do to accounts. */

import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { expect } from 'vitest'
import { password } from '../house.ts'
import type { Desk, Task } from './task.ts'

export const accounts: readonly Task[] = [
  {
    does: 'an administrator finds an account among those that are disabled, by how its name begins',
    sends: ['GET /admin/accounts'],
    async by({ window }) {
      const page = await window('ada')
      await page.goto('/admin')
      await page.getByRole('link', { name: 'Accounts' }).click()
      await page.getByLabel('Name or e-mail address').fill('hein')
      await page.getByLabel('Show').selectOption('disabled accounts')
      await page.getByRole('button', { name: 'Search' }).click()
      await page.waitForURL(/begins=hein/)
      const found = page.getByRole('main').getByRole('listitem').getByRole('link')
      return {
        page,
        says: 'heinrich@example.com',
        holds: async () => expect(await found.allTextContents()).toEqual(['heinrich']),
      }
    },
  },
  {
    does: 'an administrator invites another one, who registers',
    sends: ['POST /admin/accounts/new', 'POST /invitations/:secret'],
    async by({ house, origin, named, window }) {
      const page = await window('ada')
      await page.goto('/admin/accounts')
      await page.getByRole('link', { name: 'Invite somebody' }).click()
      await page.getByLabel('The account runs the server').check()
      await page.getByRole('button', { name: 'Make the link' }).click()
      const link = await page.getByText(`${origin}/invitations/`).textContent()

      const username = named('finch')
      const theirs = await window()
      await theirs.goto(link ?? '')
      await theirs.getByLabel('Username').fill(username)
      await theirs.getByLabel('E-mail').fill(`${username}@example.com`)
      await theirs.getByLabel('Password').fill(password)
      await theirs.keyboard.press('Enter')
      return {
        page: theirs,
        says: `Hello, ${username}`,
        holds: async () =>
          expect(await house.accounts.byUsername(username)).toMatchObject({ administrator: true }),
      }
    },
  },
  {
    does: 'an administrator disables an account, and enables it again',
    sends: ['POST /admin/accounts/:username/disable', 'POST /admin/accounts/:username/enable'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('crane')
      const isDisabled = async () => (await house.accounts.byId(id))?.disabledAt !== undefined
      const page = await window('ada')
      await page.goto(`/admin/accounts/${username}`)
      await page.getByRole('button', { name: 'Disable the account' }).click()
      await page.getByRole('status').getByText('The account is disabled.').waitFor()
      expect(await isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'Enable the account' }).click()
      return {
        page,
        says: 'The account is enabled again.',
        holds: async () => expect(await isDisabled()).toBe(false),
      }
    },
  },
  {
    does: 'an administrator signs somebody out everywhere',
    sends: ['POST /admin/accounts/:username/sign-out'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('heron')
      await house.loginOf({ id })
      const theirs = await window(username)
      const page = await window('ada')
      await page.goto(`/admin/accounts/${username}`)
      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
      return {
        page,
        says: 'Every browser is signed out, and every login has ended.',
        holds: async () => {
          expect(await house.sessions.list(id)).toEqual([])
          expect((await house.logins.list(id)).items).toMatchObject([{ endedAt: house.clock.now() }])
          await theirs.goto('/account')
          await theirs.getByRole('heading', { name: 'Sign in' }).waitFor()
        },
      }
    },
  },
  {
    does: 'an administrator makes a link with which somebody sets a new password',
    sends: ['POST /admin/accounts/:username/reset', 'POST /reset/:secret'],
    async by(desk) {
      const { origin, somebody, window } = desk
      const { username } = await somebody('stork')
      const page = await window('ada')
      await page.goto(`/admin/accounts/${username}`)
      await page.getByRole('button', { name: 'Make the link' }).click()
      const link = await page.getByText(`${origin}/reset/`).textContent()
      const theirs = await window()
      await theirs.goto(link ?? '')
      await theirs.getByLabel('New password').fill(another)
      await theirs.keyboard.press('Enter')
      return {
        page: theirs,
        says: `${username}@example.com`,
        holds: async () => {
          expect(await signsIn(desk, username, password)).toBe(false)
          expect(await signsIn(desk, username, another)).toBe(true)
        },
      }
    },
  },
  {
    does: 'an administrator makes somebody an administrator, and no administrator again',
    sends: ['POST /admin/accounts/:username/administrator'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('eagle')
      const page = await window('ada')
      await page.goto(`/admin/accounts/${username}`)
      await page.getByRole('button', { name: 'Make an administrator' }).click()
      await page.getByText('The account runs the server from now on.').waitFor()
      expect(await house.accounts.byId(id)).toMatchObject({ administrator: true })
      await page.getByRole('button', { name: 'No longer an administrator' }).click()
      return {
        page,
        says: 'The account does not run the server any more.',
        holds: async () => expect(await house.accounts.byId(id)).toMatchObject({ administrator: false }),
      }
    },
  },
  {
    does: 'an administrator who was away is asked whether it is still them before an account is deleted for good',
    sends: ['POST /admin/accounts/:username/delete 400', 'POST /admin/accounts/:username/delete'],
    async by({ house, somebody, window }) {
      const { username } = await somebody('dodo')
      const page = await window('ada')
      await page.goto(`/admin/accounts/${username}`)
      await page.getByRole('link', { name: 'Delete for good' }).click()
      await page.getByLabel(`Type ${username} to confirm`).fill('dodo')
      await page.getByRole('button', { name: 'Delete the account' }).click()
      await page.getByText('Nothing was deleted').waitFor()
      await page.getByLabel(`Type ${username} to confirm`).fill(username)
      house.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Delete the account' }).click()
      await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
      expect(await house.accounts.byUsername(username)).toBeDefined()
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'The account is deleted.',
        holds: async () => expect(await house.accounts.byUsername(username)).toBeUndefined(),
      }
    },
  },
]

const another = 'ten large cranes at dawn'

async function signsIn({ house }: Desk, username: string, secret: string): Promise<boolean> {
  const from = { address: '127.0.0.1', userAgent: 'Chromium' }
  return !refused(await house.sessions.signIn({ username, password: new Secret(secret), ...from }))
}
