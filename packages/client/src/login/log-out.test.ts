import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { type Credential, exchangedName, loginName } from '../credential.ts'
import { type AuthError, retryable } from '../errors.ts'
import {
  type Answering,
  inTurn,
  json,
  loginAt,
  must,
  no,
  offline,
  origin,
  type TestOptions,
  testHouse,
} from '../oauth/testing/house.ts'
import { createLogOut } from './index.ts'

const gone = () => new Response(null, { status: 200 })

async function loggedIn(answer: Answering, options?: TestOptions) {
  const house = testHouse(answer, options)
  await house.keep(loginAt(house.machine.clock.now()))
  return { house, logOut: createLogOut(house) }
}

test('the refresh token goes back first, then the access token, then both are erased', async () => {
  const { house, logOut } = await loggedIn(async ({ form }) => {
    expect((await house.kept())?.refreshToken?.expose()).toBe('refresh-0')
    expect(form.get('client_id')).toBe('latchkey')
    return gone()
  })
  expect(await logOut()).toEqual({ wasLoggedIn: true, ended: true })
  expect(house.sent.map(({ url, form }) => [url, form.get('token')])).toEqual([
    [`${origin}/oauth/revoke`, 'refresh-0'],
    [`${origin}/oauth/revoke`, 'access-0'],
  ])
  expect(await house.kept()).toBeUndefined()
})

test('what keys were traded for here goes back and is erased too, and nothing of another registry is', async () => {
  const { house, logOut } = await loggedIn(gone)
  const { refreshToken: _, ...token } = loginAt(0)
  const exchanged: Credential = {
    ...{ ...token, kind: 'exchanged', source: 'exchanged' },
    token: new Secret('exchanged-0'),
  }
  const other = 'https://other.example.com'
  must(
    await house.store.change<never>(state => ({
      ...state,
      [exchangedName(origin, 'pypi:acme')]: exchanged,
      [exchangedName(other, 'pypi:acme')]: exchanged,
      [loginName(other)]: loginAt(0),
    })),
  )
  must(await logOut())
  expect(house.sent.map(({ form }) => form.get('token'))).toEqual(['refresh-0', 'access-0', 'exchanged-0'])
  expect(Object.keys(must(await house.store.read()))).toEqual([
    exchangedName(other, 'pypi:acme'),
    loginName(other),
  ])
})

describe('a login that the registry did not end', () => {
  test.each<[string, () => Response | AuthError]>([
    ['as it cannot be reached', () => offline],
    ['as it failed', () => json({}, 500)],
    ['as it is too busy', () => json({}, 503)],
    ['as it would not', () => no('invalid_grant')],
    ['as a network has a page of its own', () => new Response('<h1>Hello</h1>', { status: 302 })],
  ])('%s is kept, and it is said so', async (_, answer) => {
    const { house, logOut } = await loggedIn(answer)
    const left = await logOut()
    expect(left).toMatchObject({ code: 'logout_incomplete', cause: { code: expect.any(String) } })
    expect(retryable(left as AuthError)).toBe(true)
    expect((await house.kept())?.token.expose()).toBe('access-0')
  })

  test('is ended the next time', async () => {
    const { house, logOut } = await loggedIn(inTurn(gone, () => offline, gone))
    expect(await logOut()).toMatchObject({ code: 'logout_incomplete' })
    expect(await logOut()).toEqual({ wasLoggedIn: true, ended: true })
    expect(await house.kept()).toBeUndefined()
  })

  test('is erased all the same where that is wanted, and said to live on', async () => {
    const { house, logOut } = await loggedIn(() => offline)
    expect(await logOut({ evenIfItLivesOn: true })).toEqual({ wasLoggedIn: true, ended: false })
    expect(await house.kept()).toBeUndefined()
  })
})

test('a registry that takes no tokens back is not asked, and it is not said that the login was ended', async () => {
  const endpoints = async () => ({ issuer: origin, token: `${origin}/oauth/token` })
  const { house, logOut } = await loggedIn(gone, { registry: { endpoints } })
  expect(await logOut()).toEqual({ wasLoggedIn: true, ended: false })
  expect(house.sent).toEqual([])
})

test('where there is no login, nobody is asked, and that is no error', async () => {
  const house = testHouse(gone)
  expect(await createLogOut(house)()).toEqual({ wasLoggedIn: false, ended: false })
  expect(house.sent).toEqual([])
})

test('a login that somebody makes meanwhile stays', async () => {
  const { house, logOut } = await loggedIn(async () => {
    await house.keep(loginAt(0, { token: new Secret('access-7') }))
    return gone()
  })
  must(await logOut())
  expect((await house.kept())?.token.expose()).toBe('access-7')
})
