/** One's own account: its address, its password, its language, and who has access to it. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { expect } from 'vitest'
import type { Account } from '../../../accounts/index.ts'
import { operator } from '../../../audit/index.ts'
import { granted, password } from '../house.ts'
import type { Desk, Task } from './task.ts'

export const account: readonly Task[] = [
  {
    does: 'somebody new verifies their address, by the link that is sent again',
    sends: ['POST /account/email', 'POST /account/email/:secret'],
    async by(desk) {
      const { id, username, email } = await unverified(desk, 'lark')
      await desk.linkInMailTo(email)
      const page = await desk.window(username)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Send it again' }).click()
      await page.getByRole('button', { name: 'Send the link again' }).click()
      await page.getByText('Nobody has opened the link yet').waitFor()
      await page.goto(await desk.linkInMailTo(email))
      await page.getByRole('button', { name: 'It is mine' }).click()
      return {
        page,
        says: 'The address is verified.',
        holds: async () => expect((await desk.house.accounts.byId(id))?.emailVerified).toBe(true),
      }
    },
  },
  {
    does: 'somebody changes their address, once it is still them',
    sends: ['POST /account/email', 'POST /account/email/:secret'],
    async by({ house, linkInMailTo, somebody, window }) {
      const { id, username, email } = await somebody('finch')
      const next = email.replace('.com', '.org')
      const page = await window(username)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Change: E-mail' }).click()
      house.clock.advance(11 * 60_000)
      await page.getByLabel('New address').fill(next)
      await page.keyboard.press('Enter')
      await page.getByLabel(`Password of ${username}`).fill(password)
      await page.keyboard.press('Enter')
      await page.getByText(`A link was sent to ${next}.`).waitFor()
      expect((await house.accounts.byId(id))?.email).toBe(email)
      await page.goto(await linkInMailTo(next))
      await page.getByRole('button', { name: 'It is mine' }).click()
      return {
        page,
        says: next,
        holds: async () =>
          expect(await house.accounts.byId(id)).toMatchObject({ email: next, emailVerified: true }),
      }
    },
  },
  {
    does: 'somebody changes the password, once the current one is right, and is signed out elsewhere',
    sends: ['POST /account/password 401', 'POST /account/password'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('robin')
      await window(username)
      const page = await window(username)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Change: Password' }).click()
      for (const current of ['not this one', password]) {
        await page.getByLabel('Current password').fill(current)
        await page.getByLabel('New password').fill('ten large cranes at dawn')
        await page.keyboard.press('Enter')
        if (current !== password) await page.getByText('This is not the current password.').waitFor()
      }
      return {
        page,
        says: 'The password is changed, and every other browser signed out.',
        async holds() {
          expect(await house.sessions.list(id)).toHaveLength(1)
          const attempt = { username, address: '192.0.2.7', userAgent: 'Firefox' }
          const former = await house.sessions.signIn({ ...attempt, password: new Secret(password) })
          expect(refused(former)).toBe(true)
        },
      }
    },
  },
  {
    does: 'somebody chooses the language of pages and mail',
    sends: ['POST /language'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('stork')
      const page = await window(username)
      await page.goto('/account')
      await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
      await page.getByRole('button', { name: 'Use it' }).click()
      return {
        page,
        says: 'Seiten und Mails sprechen jetzt diese Sprache mit dir.',
        holds: async () => expect((await house.accounts.byId(id))?.language).toBe('de'),
      }
    },
  },
  {
    does: 'somebody signs out another browser',
    sends: ['POST /account/sessions/:session/end'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('tern')
      const other = await window(username)
      const page = await window(username)
      await page.goto('/account/sessions')
      await page.getByRole('button', { name: /^Sign out Chrom/ }).click()
      return {
        page,
        says: 'That browser is signed out.',
        async holds() {
          expect(await house.sessions.list(id)).toHaveLength(1)
          await other.goto('/account')
          expect(new URL(other.url()).pathname).toBe('/login')
        },
      }
    },
  },
  {
    does: 'somebody signs out this browser, among the others',
    sends: ['POST /account/sessions/:session/end'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('heron')
      await window(username)
      const page = await window(username)
      await page.goto('/account/sessions')
      await page.getByRole('button', { name: 'Sign out here' }).click()
      return {
        page,
        says: 'One login for every package registry',
        holds: async () => expect(await house.sessions.list(id)).toHaveLength(1),
      }
    },
  },
  {
    does: 'somebody signs out all browsers but this one',
    sends: ['POST /account/sessions/end'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('dunlin')
      const page = await window(username)
      for (const _other of [1, 2]) await window(username)
      await page.goto('/account/sessions')
      await page.getByRole('button', { name: 'Sign out all 2 others' }).click()
      return {
        page,
        says: 'Every other browser is signed out.',
        holds: async () => expect(await house.sessions.list(id)).toHaveLength(1),
      }
    },
  },
  {
    does: 'somebody ends one login',
    sends: ['POST /account/logins/end'],
    async by(desk) {
      const { id, username } = await withLogins(desk, 'egret')
      const page = await desk.window(username)
      await page.goto('/account/logins')
      await page.getByRole('link', { name: 'End latchkey on laptop' }).click()
      await page.getByRole('button', { name: 'End it' }).click()
      return {
        page,
        says: 'That login is ended.',
        holds: async () => expect(await livingLogins(desk, id)).toEqual(['runner', 'tablet']),
      }
    },
  },
  {
    does: 'somebody ends those logins that are ticked, after none was',
    sends: ['GET /account/logins/end', 'POST /account/logins/end'],
    async by(desk) {
      const { id, username } = await withLogins(desk, 'ibis')
      const page = await desk.window(username)
      await page.goto('/account/logins')
      await page.getByRole('button', { name: 'End what is ticked' }).click()
      await page.getByText('Nothing was ended: tick each login that is to end.').waitFor()
      for (const device of ['laptop', 'tablet']) await page.getByLabel(`Tick latchkey on ${device}`).check()
      await page.getByRole('button', { name: 'End what is ticked' }).click()
      await page.getByRole('button', { name: 'End them' }).click()
      return {
        page,
        says: 'These logins are ended.',
        holds: async () => expect(await livingLogins(desk, id)).toEqual(['runner']),
      }
    },
  },
  {
    does: 'somebody ends all their logins',
    sends: ['POST /account/logins/end'],
    async by(desk) {
      const { id, username } = await withLogins(desk, 'gull')
      const page = await desk.window(username)
      await page.goto('/account/logins')
      await page.getByRole('link', { name: 'End all of them' }).click()
      await page.getByRole('button', { name: 'End all of them' }).click()
      return {
        page,
        says: 'All your logins are ended.',
        holds: async () => expect(await livingLogins(desk, id)).toEqual([]),
      }
    },
  },
  {
    does: 'somebody deletes their own account, once the name is typed as it is',
    sends: ['POST /account/delete 400', 'POST /account/delete'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('dodo')
      const page = await window(username)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Delete: The account' }).click()
      for (const typed of [username.toUpperCase(), username]) {
        await page.getByLabel(`Type ${username} to confirm`).fill(typed)
        await page.getByRole('button', { name: 'Delete my account' }).click()
        if (typed !== username) await page.getByText('Nothing was deleted').waitFor()
      }
      return {
        page,
        says: 'Your account is deleted.',
        async holds() {
          expect(await house.accounts.byUsername(username)).toBeUndefined()
          expect(await house.sessions.list(id)).toEqual([])
        },
      }
    },
  },
]

async function unverified({ house, named }: Desk, word: string): Promise<Account> {
  const username = named(word)
  const email = `${username}@example.com`
  return granted(await house.accounts.create({ username, email, password: new Secret(password) }, operator))
}

async function withLogins({ house, somebody }: Desk, word: string): Promise<Account> {
  const person = await somebody(word)
  for (const deviceName of ['laptop', 'tablet', 'runner']) await house.loginOf(person, { deviceName })
  return person
}

async function livingLogins({ house: { logins } }: Desk, accountId: string) {
  const { items } = await logins.list(accountId)
  return items
    .filter(({ endedAt }) => endedAt === undefined)
    .map(({ deviceName }) => deviceName)
    .toSorted()
}
