/** Letting a device or a program in, or not, and giving a code for what it was refused. */
import { expect } from 'vitest'
import { preconfigured } from '../../../clients/index.ts'
import { granted, password } from '../house.ts'
import { somebodyWithApp } from './somebody-with-app.ts'
import type { Desk, Task } from './task.ts'

export const lettingIn: readonly Task[] = [
  {
    does: 'somebody lets a device in, once its code is right and it is still them, to less than it asks for',
    sends: ['POST /login', 'POST /device 404', 'POST /device', 'POST /device/:code/answer'],
    async by(desk) {
      const { username } = await desk.somebody('puffin')
      const { userCode, poll } = await ask(desk, 'api repositories')
      const page = await desk.window()
      await page.goto('/device')
      await page.getByLabel('Username').fill(username)
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      await page.getByLabel('Code').fill('BBBB-BBBB')
      await page.keyboard.press('Enter')
      await page.getByText('This code cannot be used').waitFor()
      await page.getByLabel('Code').fill(userCode.toLowerCase().replace('-', ' '))
      await page.keyboard.press('Enter')
      await page.getByText(userCode, { exact: true }).waitFor()
      await page.getByRole('checkbox', { name: /Install packages/ }).uncheck()
      await page.getByRole('button', { name: 'Let it in' }).click()
      return {
        page,
        says: 'Your device is let in',
        holds: async () => expect(await poll()).toMatchObject({ grantedScope: 'api' }),
      }
    },
  },
  {
    does: 'somebody lets a device in after more than ten minutes, by their password again',
    sends: ['POST /device', 'POST /device/:code/answer'],
    async by(desk) {
      const { username } = await desk.somebody('auk')
      const page = await desk.window(username)
      await page.goto('/')
      desk.house.clock.advance(11 * 60_000)
      const { userCode, poll } = await ask(desk, 'api:write')
      await page.goto(`/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByLabel(`Password of ${username}`).fill(password)
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'Your device is let in',
        holds: async () => expect(await poll()).toMatchObject({ grantedScope: 'api:write' }),
      }
    },
  },
  {
    does: 'somebody with a second factor lets a device in with a code, and none is asked for afterwards',
    sends: ['POST /login/code', 'POST /device', 'POST /device/:code/answer 401', 'POST /device/:code/answer'],
    async by(desk) {
      const { house } = desk
      const { page, app } = await somebodyWithApp(desk, 'gannet')
      const { userCode, poll } = await ask(desk, 'api')
      await page.goto(`/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByText('must give a code of the second factor').waitFor()
      await page.getByLabel('Code of your authenticator app').fill(app.nextCode(house.clock).expose())
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'Your device is let in',
        async holds() {
          const tokens = granted(await poll())
          const answer = await house.ask(tokens.accessToken, { action: 'account' })
          expect(answer).toMatchObject({ answer: 'allowed' })
        },
      }
    },
  },
  {
    does: 'somebody denies a device',
    sends: ['POST /device', 'POST /device/:code/answer'],
    async by(desk) {
      const { username } = await desk.somebody('skua')
      const { userCode, poll } = await ask(desk, 'api')
      const page = await desk.window(username)
      await page.goto(`/device?user_code=${userCode}`)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Deny it' }).click()
      return {
        page,
        says: 'Nothing was let in',
        holds: async () => expect(await poll()).toMatchObject({ code: 'access_denied' }),
      }
    },
  },
  {
    does: 'somebody lets a program in that sent them here, to less than it asks for, once it is still them',
    sends: ['POST /login', 'POST /oauth/authorize'],
    async by(desk) {
      const { username } = await desk.somebody('avocet')
      const { path, answer } = await sentBy(desk, 'api repositories')
      const page = await desk.window()
      await page.goto(path)
      await page.getByLabel('Username').fill(username)
      await page.getByLabel('Password').fill(password)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Let latchkey in?' }).waitFor()
      desk.house.clock.advance(11 * 60_000)
      await page.getByRole('checkbox', { name: /Look things up/ }).uncheck()
      await page.getByRole('button', { name: 'Let it in' }).click()
      await page.getByLabel(`Password of ${username}`).fill(password)
      await page.keyboard.press('Enter')
      return {
        page,
        says: 'Back in the program',
        async holds() {
          const { code, state, iss } = answer()
          expect({ state, iss }).toEqual({ state: 'of the program', iss: desk.origin })
          expect(code).toMatch(/^[\w-]{43}$/)
        },
      }
    },
  },
  {
    does: 'somebody denies a program that sent them here',
    sends: ['POST /oauth/authorize'],
    async by(desk) {
      const { username } = await desk.somebody('curlew')
      const { path, answer } = await sentBy(desk, 'api')
      const page = await desk.window(username)
      await page.goto(path)
      await page.getByRole('button', { name: 'Deny it' }).click()
      return {
        page,
        says: 'Back in the program',
        holds: async () => expect(answer()).toMatchObject({ error: 'access_denied' }),
      }
    },
  },
  {
    does: 'somebody gives a code for what a login was refused, once it is the right one',
    sends: [
      'POST /login/code',
      'POST /account/logins/:login/step-up 401',
      'POST /account/logins/:login/step-up',
    ],
    async by(desk) {
      const { house } = desk
      const { person, page, app } = await somebodyWithApp(desk, 'teal')
      const { login } = await house.loginOf(person, { deviceName: 'laptop' })
      await page.goto(`/account/logins/${login.id}/step-up`)
      await page.getByRole('button', { name: 'Go on for five minutes' }).click()
      await page.getByText('No code was typed.').waitFor()
      await page.getByLabel('Code of your authenticator app').fill(app.nextCode(house.clock).expose())
      await page.keyboard.press('Enter')
      return { page, says: 'needs no other code', holds: () => isOpen(desk, { kind: 'login', id: login.id }) }
    },
  },
  {
    does: 'somebody gives a recovery code for what a key was refused',
    sends: ['POST /login/code', 'POST /account/keys/:key/step-up'],
    async by(desk) {
      const { person, page, app } = await somebodyWithApp(desk, 'pochard')
      const { key } = await desk.house.keyOf(person, [{ actions: ['publish'], targets: ['pypi:acme'] }])
      await page.goto(`/account/keys/${key.id}/step-up`)
      await page.getByText('Use a recovery code instead').click()
      await page.getByLabel('Recovery code', { exact: true }).fill(app.recoveryCode.expose())
      await page.getByRole('button', { name: 'Go on for five minutes' }).click()
      return { page, says: 'needs no other code', holds: () => isOpen(desk, { kind: 'key', id: key.id }) }
    },
  },
]

const latchkey = preconfigured.find(({ id }) => id === 'latchkey')

/** A device that asks, and what it hears when it comes back. */
async function ask({ house: { deviceAuthorizations } }: Desk, scope: string) {
  if (latchkey === undefined) throw new Error('This client is part of the program.')
  const from = { address: '198.51.100.7', client: 'latchkey/1.0.0 (linux x64) node/24.1.0' }
  const codes = granted(
    await deviceAuthorizations.request(latchkey, { scope, deviceName: 'build-7.eu-west' }, from),
  )
  return { ...codes, poll: () => deviceAuthorizations.poll(codes.deviceCode, latchkey, from) }
}

/** Where a program on this machine sends the browser, and what the browser brings back to it. */
async function sentBy(desk: Desk, scope: string) {
  const { redirectUri, answer } = await desk.program()
  const request = new URLSearchParams({
    ...{ response_type: 'code', client_id: 'latchkey', redirect_uri: redirectUri, state: 'of the program' },
    ...{
      scope,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    },
  })
  return { path: `/oauth/authorize?${request}`, answer }
}

async function isOpen({ house }: Desk, subject: { readonly kind: 'login' | 'key'; readonly id: string }) {
  expect(await house.secondFactors.windowNow(subject)).toEqual({ closesAt: house.clock.now() + 5 * 60_000 })
}
