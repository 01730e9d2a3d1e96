/** One's own second factor: an app, the recovery codes that come with it, and passkeys. */
import { Secret } from '@latchkey/protocol'
import { expect } from 'vitest'
import { givePasskey } from '../../../passkeys/testing.ts'
import { createApp, readSecret } from '../../../second-factors/testing.ts'
import { password } from '../house.ts'
import { unlockedPhone } from '../unlocked-phone.ts'
import { somebodyWithApp } from './somebody-with-app.ts'
import type { Task } from './task.ts'

export const secondFactor: readonly Task[] = [
  {
    does: 'somebody adds an app, once its code is right and it is still them, and keeps the recovery codes',
    sends: [
      'POST /account/second-factor/new',
      'POST /account/second-factor/confirm',
      'POST /account/second-factor/confirm 401',
      'GET /account/second-factor',
    ],
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('osprey')
      const page = await window(username)
      await page.goto('/account')
      await page.getByRole('link', { name: 'Add one' }).click()
      house.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Add an authenticator app' }).click()
      await page.getByLabel(`Password of ${username}`).fill(password)
      await page.keyboard.press('Enter')
      const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
      const app = createApp(readSecret(new Secret(secret)), house.clock)
      await page.getByLabel('Six digits').fill('000000')
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByText('This code is wrong').waitFor()
      await page.getByLabel('Six digits').fill(app.code().expose())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
      await page.getByLabel('I have kept them').check()
      await page.getByRole('button', { name: 'Continue' }).click()
      return {
        page,
        says: '10 of them are left.',
        holds: async () => expect(await house.secondFactors.status(id)).toMatchObject({ active: true }),
      }
    },
  },
  {
    does: 'somebody makes new recovery codes',
    sends: ['POST /login/code', 'POST /account/second-factor/recovery-codes'],
    async by(desk) {
      const { house } = desk
      const { person, page } = await somebodyWithApp(desk, 'kite')
      await page.getByRole('link', { name: 'Manage: Second factor' }).click()
      await page.getByRole('button', { name: 'Make ten new ones' }).click()
      return {
        page,
        says: 'Your former codes no longer work.',
        holds: async () => expect((await house.secondFactors.status(person.id)).recoveryCodesLeft).toBe(10),
      }
    },
  },
  {
    does: 'somebody removes the app, once a code showed that it is still them',
    sends: [
      'POST /login/code',
      'POST /account/second-factor/remove',
      'POST /account/second-factor/remove 401',
    ],
    async by(desk) {
      const { house } = desk
      const { person, page, app } = await somebodyWithApp(desk, 'hobby')
      await page.getByRole('link', { name: 'Manage: Second factor' }).click()
      await page.getByRole('link', { name: 'Remove it' }).click()
      house.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Remove it' }).click()
      await page.getByRole('heading', { name: 'Is it still you?' }).waitFor()
      await page.getByLabel('Code of your authenticator app').fill('000000')
      await page.keyboard.press('Enter')
      await page.getByText('This code is wrong').waitFor()
      await page.getByLabel('Code of your authenticator app').fill(app.code().expose())
      await page.getByRole('button', { name: 'Continue' }).click()
      return {
        page,
        says: 'The second factor is removed.',
        holds: async () => expect((await house.secondFactors.status(person.id)).active).toBe(false),
      }
    },
  },
  {
    does: 'somebody makes a passkey, and is shown recovery codes with the first',
    sends: ['POST /account/passkeys/new', 'POST /account/passkeys/add'],
    only: 'with JavaScript',
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('falcon')
      const page = await window(username)
      await unlockedPhone(page)
      await page.goto('/account/passkeys')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByLabel('Name').fill('Pocket phone')
      await page.getByRole('button', { name: 'Make the passkey' }).click()
      return {
        page,
        says: 'Keep these recovery codes',
        holds: async () => expect(await house.passkeys.list(id)).toMatchObject([{ name: 'Pocket phone' }]),
      }
    },
  },
  {
    does: 'whoever wants a passkey is told that browsers make them by JavaScript, and what works without',
    sends: ['POST /account/passkeys/new'],
    only: 'without JavaScript',
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('falcon')
      const page = await window(username)
      await page.goto('/account/passkeys')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      return {
        page,
        says: 'An authenticator app works without it.',
        holds: async () => expect(await house.passkeys.list(id)).toEqual([]),
      }
    },
  },
  {
    does: 'somebody signs in with a passkey, and types nothing',
    sends: [
      'POST /account/passkeys/new',
      'POST /account/passkeys/add',
      'POST /logout',
      'POST /login/passkey',
    ],
    only: 'with JavaScript',
    async by({ house, somebody, window }) {
      const { id, username } = await somebody('merlin')
      const page = await window(username)
      const setAnswers = await unlockedPhone(page)
      await page.goto('/account/passkeys')
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByRole('button', { name: 'Make the passkey' }).click()
      await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      // Held back, so that it is the button that signs in, and not the list under the field for the username.
      await setAnswers(false)
      await page.goto('/login')
      const button = page.getByRole('button', { name: 'Sign in with a passkey' })
      await button.waitFor()
      await setAnswers(true)
      await button.click()
      return {
        page,
        says: `Hello, ${username}`,
        holds: async () =>
          expect(await house.passkeys.list(id)).toMatchObject([{ lastUsedAt: house.clock.now() }]),
      }
    },
  },
  {
    does: 'somebody names a passkey anew',
    sends: ['POST /login/code', 'POST /account/passkeys/:passkey/rename'],
    async by(desk) {
      const { house } = desk
      const { person, page } = await somebodyWithApp(desk, 'owl')
      await givePasskey(house.store, person.id, { name: 'Blue key', createdAt: house.clock.now() })
      await page.goto('/account/passkeys')
      await page.getByText('Rename', { exact: true }).first().click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Red key')
      await page.getByRole('button', { name: 'Rename Blue key' }).click()
      return {
        page,
        says: 'It is renamed.',
        holds: async () => expect(await house.passkeys.list(person.id)).toMatchObject([{ name: 'Red key' }]),
      }
    },
  },
  {
    does: 'somebody removes a passkey',
    sends: ['POST /login/code', 'POST /account/passkeys/:passkey/remove'],
    async by(desk) {
      const { house } = desk
      const { person, page } = await somebodyWithApp(desk, 'harrier')
      await givePasskey(house.store, person.id, { name: 'Lost key', createdAt: house.clock.now() })
      await page.goto('/account/passkeys')
      await page.getByRole('link', { name: 'Remove Lost key' }).click()
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      return {
        page,
        says: 'The passkey is removed.',
        holds: async () => expect(await house.passkeys.list(person.id)).toEqual([]),
      }
    },
  },
]
