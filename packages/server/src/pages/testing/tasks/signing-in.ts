/** How somebody gets in, and out again: by password, with a code besides, by a link for a new password. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { expect } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { giveSecondFactor } from '../../../second-factors/testing.ts'
import { granted, password } from '../house.ts'
import type { Desk, Task } from './task.ts'

const another = 'ten large cranes at dawn'

export const signingIn: readonly Task[] = [
  {
    does: 'somebody signs in by their password, once it is the right one',
    sends: ['POST /login 401', 'POST /login'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('wren')
      const page = await window()
      await page.goto('/account/sessions')
      await page.getByLabel('Username').fill(username)
      await page.getByLabel('Password').fill('not this one')
      await page.keyboard.press('Enter')
      await page.getByText('The name or the password is wrong.').waitFor()
      expect(await house.sessions.list(id)).toEqual([])
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'Where your account is signed in to these pages.',
        holds: async () => expect(await house.sessions.list(id)).toHaveLength(1),
      }
    },
  },
  {
    does: 'somebody with a second factor gives the code of their app, once it is the right one',
    sends: ['POST /login', 'POST /login/code 401', 'POST /login/code'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('martin')
      const app = await giveSecondFactor(house.store, id, house.clock)
      const page = await window()
      await page.goto('/login')
      await page.getByLabel('Username').fill(username)
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'One more step' }).waitFor()
      await page.keyboard.type('000 000')
      await page.keyboard.press('Enter')
      await page.getByText('This code is wrong').waitFor()
      await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
      return {
        page,
        says: `Hello, ${username}`,
        holds: async () => expect(await whenGiven(house, id)).toEqual([house.clock.now()]),
      }
    },
  },
  {
    does: 'somebody whose phone is lost signs in with a recovery code',
    sends: ['POST /login/code'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('plover')
      const { recoveryCode } = await giveSecondFactor(house.store, id, house.clock)
      const page = await window(username)
      await page.goto('/account')
      await page.getByText('Use a recovery code instead').click()
      await page.getByLabel('Recovery code', { exact: true }).fill(recoveryCode.expose())
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'On: the password alone does not sign in.',
        holds: async () => expect((await house.secondFactors.status(id)).recoveryCodesLeft).toBe(0),
      }
    },
  },
  {
    does: 'somebody signs out',
    sends: ['POST /logout'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('swift')
      const page = await window(username)
      await page.goto('/account/keys')
      await page.getByRole('button', { name: 'Sign out' }).click()
      return {
        page,
        says: 'One login for every package registry',
        holds: async () => expect(await house.sessions.list(id)).toEqual([]),
      }
    },
  },
  {
    does: 'somebody who gave the password of another account starts again',
    sends: ['POST /logout'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('cuckoo')
      await giveSecondFactor(house.store, id, house.clock)
      const page = await window(username)
      await page.goto('/login')
      await page.getByRole('button', { name: 'Start again' }).click()
      return {
        page,
        says: 'One login for every package registry',
        holds: async () => expect(await house.sessions.list(id)).toEqual([]),
      }
    },
  },
  {
    does: 'somebody who forgot the password is sent a link, and sets another',
    sends: ['POST /forgot', 'POST /reset/:secret'],
    async by({ house, linkInMailTo, somebody, window }) {
      const { username, email } = await somebody('jay')
      const page = await window()
      await page.goto('/login')
      await page.getByRole('link', { name: 'Forgot the password?' }).click()
      await page.getByLabel('Username or e-mail address').fill(email)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
      await house.forgottenPasswords.answer()
      await page.goto(await linkInMailTo(email))
      await page.getByLabel('New password').fill(another)
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'My account',
        holds: () => signsIn(house, username, another),
      }
    },
  },
  {
    does: 'somebody who lost password and app sets another, by the link of an administrator, and is free of the app',
    sends: ['POST /reset/:secret 400', 'POST /reset/:secret'],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('rook')
      await giveSecondFactor(house.store, id, house.clock)
      const link = granted(await house.lockOut.makeResetLink(id, operator, { secondFactor: true }))
      const page = await window()
      await page.goto(`/reset/${link.expose()}`)
      await page.getByLabel('New password').fill('password1')
      await page.getByLabel('Remove the second factor too').check()
      await page.getByRole('button', { name: 'Set the password' }).click()
      await page.locator('.problem').waitFor()
      expect(await page.getByLabel('Remove the second factor too').isChecked()).toBe(true)
      await page.getByLabel('New password').fill(another)
      await page.getByRole('button', { name: 'Set the password' }).click()
      return {
        page,
        says: 'Whoever learns your password can sign in as you.',
        async holds() {
          expect((await house.secondFactors.status(id)).active).toBe(false)
          await signsIn(house, username, another)
        },
      }
    },
  },
  {
    does: 'whoever looks at a page chooses its language',
    sends: ['POST /language'],
    async by({ window }) {
      const page = await window()
      await page.goto('/login?next=/account/keys')
      await page.getByRole('button', { name: 'Deutsch' }).click()
      return {
        page,
        says: 'Danach kommst du zu der Seite, die du aufgerufen hast.',
        async holds() {
          const kept = (await page.context().cookies()).find(({ name }) => name === 'language')
          expect(kept?.value).toBe('de')
        },
      }
    },
  },
]

type House = Desk['house']

async function whenGiven({ sessions }: House, accountId: string) {
  return (await sessions.list(accountId)).map(({ secondFactor }) => secondFactor.givenAt)
}

async function signsIn({ sessions }: House, username: string, text: string): Promise<void> {
  const attempt = { username, password: new Secret(text), address: '192.0.2.7', userAgent: 'Firefox' }
  expect(refused(await sessions.signIn(attempt))).toBe(false)
}
