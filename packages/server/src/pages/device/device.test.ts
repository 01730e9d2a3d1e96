/** Letting a device in on the pages: what a person sees, and what holds whatever they send. */
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DeviceCodes } from '../../authorizations/index.ts'
import { preconfigured } from '../../clients/index.ts'
import { windowOf } from '../../second-factors/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { type OpenAcme, openAcme } from '../testing/acme.ts'
import { granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { formTokenIn, Visitor } from '../testing/visitor.ts'

const minute = 60_000
const device = { address: '198.51.100.7', client: 'latchkey/1.0 (linux)' }

const open = embeddedStores()
let house: PagesHouse
let acme: OpenAcme['acme']
let visitor: Visitor

beforeEach(async () => {
  ;({ house, acme, visitor } = await openAcme(await open(), 'owner'))
})

const clientOf = (name: string) => {
  const client = preconfigured.find(each => each.name === name)
  if (client === undefined) throw new Error(`There is no client ${name}.`)
  return client
}
const ask = async (scope = 'api repositories', name = 'latchkey') =>
  granted(await house.deviceAuthorizations.request(clientOf(name), { scope, deviceName: 'build-7' }, device))
const poll = (codes: DeviceCodes) =>
  house.deviceAuthorizations.poll(codes.deviceCode, clientOf('latchkey'), device)
const enter = (code: string, by = visitor) => by.submit('/device', { user_code: code })
const answer = (codes: DeviceCodes, fields: Record<string, string | readonly string[]>, by = visitor) =>
  by.submit(`/device/${codes.userCode}/answer`, fields, { page: `/device/${codes.userCode}` })
const approve = (codes: DeviceCodes, may: readonly string[], more: Record<string, string> = {}) =>
  answer(codes, { do: 'approve', may, ...more })
const pathOf = ({ userCode }: DeviceCodes) => `/device/${userCode}`
const formTokenOf = async (by: Visitor) => formTokenIn((await by.get('/device')).html) ?? ''
const loginOf = async () => (await house.logins.list(acme.people.owner.id)).items[0]

test('a code is entered, compared and approved, and the device is let in', async () => {
  const codes = await ask()
  const entered = await enter(codes.userCode.toLowerCase())
  expect(entered.headers.get('location')).toBe(`/device/${codes.userCode}`)
  const { html } = await visitor.get(`/device/${codes.userCode}`)
  for (const shown of [codes.userCode, 'latchkey', 'build-7', device.address, device.client, 'just now'])
    expect(html).toContain(shown)
  for (const may of ['Look things up', 'Change things in your name', 'Install packages'])
    expect(html).toContain(may)
  expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })

  const approved = await approve(codes, ['api:read', 'api:write', 'repositories'])
  expect(approved.headers.get('location')).toBe(pathOf(codes))
  expect((await visitor.get(pathOf(codes))).html).toContain('Your device is let in')
  expect(await poll(codes)).toMatchObject({ grantedScope: 'api repositories' })
  expect((await visitor.get(pathOf(codes))).html).toContain('It came back for its login')
})

test('security 10: a link with the code fills it in, claims nothing, approves nothing, and asks to compare', async () => {
  const codes = await ask()
  const { html } = await visitor.get(`/device?user_code=${codes.userCode}`)
  expect(html).toContain(`value="${codes.userCode}"`)
  expect(html).toContain('Is it the one that your device shows?')
  // Somebody else may still open it: looking at the link was no claim.
  await house.person('bob')
  const bob = new Visitor(house, origin)
  await bob.signIn('bob')
  expect((await enter(codes.userCode, bob)).status).toBe(303)
  expect((await bob.get(`/device/${codes.userCode}`)).html).toContain(
    'Your device must show exactly this code',
  )
  expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
})

test('whoever is not signed in signs in first, and comes back with the code', async () => {
  const nobody = new Visitor(house, origin)
  const codes = await ask()
  const path = `/device?user_code=${codes.userCode}`
  const login = (await nobody.get(path)).headers.get('location') ?? ''
  expect(login).toBe(`/login?next=${encodeURIComponent(path)}`)
  const signedIn = await nobody.post('/login', { username: 'owner', password, next: path })
  expect(signedIn.headers.get('location')).toBe(path)
})

test('denying lets nothing in, and tells the device', async () => {
  const codes = await ask()
  await enter(codes.userCode)
  const denied = await answer(codes, { do: 'deny', may: ['api:read'] })
  expect(denied.headers.get('location')).toBe(pathOf(codes))
  expect((await visitor.get(pathOf(codes))).html).toContain('Nothing was let in')
  expect(await poll(codes)).toMatchObject({ code: 'access_denied' })
})

describe('how it ended', () => {
  test('says of a code that was answered before when that was, and that nothing changed', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    await approve(codes, ['repositories'])
    house.clock.advance(3 * minute)
    const formToken = await formTokenOf(visitor)
    const second = await visitor.post(`${pathOf(codes)}/answer`, { do: 'deny' }, { formToken })
    expect(second.headers.get('location')).toBe(`${pathOf(codes)}?again`)
    expect((await enter(codes.userCode)).headers.get('location')).toBe(`${pathOf(codes)}?again`)
    const { html } = await visitor.get(`${pathOf(codes)}?again`)
    expect(html).toMatch(/You answered this code .*3 minutes ago/)
    expect(html).toContain('nothing has changed now')
    expect(refused(await poll(codes))).toBe(false)
  })

  test('says of a code that ran out while it was looked at that nothing was let in, and where to go on', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    const formToken = await formTokenOf(visitor)
    house.clock.advance(10 * minute)
    const late = { do: 'approve', may: 'repositories' }
    const answered = await visitor.post(`${pathOf(codes)}/answer`, late, { formToken })
    expect(answered.headers.get('location')).toBe(`${pathOf(codes)}?again`)
    const { status, html } = await visitor.get(pathOf(codes))
    expect(status).toBe(410)
    expect(html).toContain('This code ran out')
    expect(html).toContain('Nobody answered it within ten minutes')
    expect(html).toContain('href="/device"')
  })

  test('says of a device that did not come back that it was not let in', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    await approve(codes, ['repositories'])
    house.clock.advance(10 * minute)
    expect((await visitor.get(pathOf(codes))).html).toContain('did not come back in time')
  })

  test('is told to no other browser, not even of the same person', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    await approve(codes, ['repositories'])
    const elsewhere = new Visitor(house, origin)
    await elsewhere.signIn('owner')
    expect((await elsewhere.get(pathOf(codes))).status).toBe(404)
    expect((await enter(codes.userCode, elsewhere)).status).toBe(404)
  })
})

test.each([
  ['the same as yours', '192.0.2.7'],
  ['in your network', '192.0.2.200'],
  ['another network', '198.51.100.7'],
])('tells that the device is %s', async (said, address) => {
  const request = { scope: 'api:read' }
  const codes = granted(await house.deviceAuthorizations.request(clientOf('latchkey'), request, { address }))
  await enter(codes.userCode)
  expect((await visitor.get(pathOf(codes))).html).toContain(said)
})

test('security 9: a code that is wrong, used, expired or opened elsewhere gets one and the same page', async () => {
  const expired = await ask()
  house.clock.advance(10 * minute)
  const used = await ask()
  await enter(used.userCode)
  await approve(used, ['repositories'])
  const claimed = await ask()
  await enter(claimed.userCode)
  await house.person('bob')
  const bob = new Visitor(house, origin)
  await bob.signIn('bob')
  const answers = []
  for (const code of ['BBBB-BBBB', expired.userCode, used.userCode, claimed.userCode]) {
    const { status, html } = await enter(code, bob)
    answers.push({ status, html: html.replaceAll(code, 'CODE') })
  }
  expect(answers[0]?.status).toBe(404)
  expect(answers[0]?.html).toMatch(/id="user_code"[^>]*aria-invalid="true"/s)
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('security 9: after five wrong codes the form says when to come back, and takes no right one', async () => {
  const codes = await ask()
  for (let tries = 0; tries < 5; tries += 1) expect((await enter('BBBB-BBBB')).status).toBe(404)
  const locked = await enter(codes.userCode)
  expect(locked.status).toBe(429)
  expect(locked.headers.get('retry-after')).toBe('3600')
  expect(locked.html).toMatch(/You can enter the next one .*in 1 hour/)
  expect(locked.html).not.toContain('name="user_code"')
})

test('CVE row 2: one person opens a code, and another can neither look at it, approve nor deny it', async () => {
  const codes = await ask()
  await enter(codes.userCode)
  await house.person('bob')
  const bob = new Visitor(house, origin)
  await bob.signIn('bob')
  const token = /name="form_token" value="([^"]+)"/.exec((await bob.get('/')).html)?.[1] ?? ''
  const path = `/device/${codes.userCode}`
  const refusals = [
    await bob.get(path),
    await bob.post(`${path}/answer`, { do: 'approve', may: 'repositories' }, { formToken: token }),
    await bob.post(`${path}/answer`, { do: 'deny' }, { formToken: token }),
  ]
  expect(refusals.map(({ status }) => status)).toEqual([404, 404, 404])
  for (const { html } of refusals) expect(html).not.toContain('build-7')
  expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
  await approve(codes, ['repositories'])
  expect(refused(await poll(codes))).toBe(false)
})

describe('what it may do', () => {
  test('can be narrowed, and is what was ticked', async () => {
    const codes = await ask('api repositories package:pypi:acme/widget')
    await enter(codes.userCode)
    await approve(codes, ['api:read', 'package:pypi:acme/widget'])
    expect(await poll(codes)).toMatchObject({ grantedScope: 'api:read package:pypi:acme/widget' })
  })

  test('is something: nothing ticked is said at the boxes, which stay as they were', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    const { status, html } = await answer(codes, { do: 'approve' })
    expect(status).toBe(400)
    expect(html).toContain('id="may-problem"')
    expect(html).not.toContain('checked')
    expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
  })

  test('is never more than was asked for, whatever a form says', async () => {
    const codes = await ask('repositories')
    await enter(codes.userCode)
    await approve(codes, ['repositories', 'api:write', 'repository:other'])
    expect(await poll(codes)).toMatchObject({ grantedScope: 'repositories' })
  })

  test('is never what the person may not do: it is shown, and cannot be ticked', async () => {
    const scope = 'repository:pypi:acme repository:pypi:secret package:pypi:secret/thing'
    const codes = await ask(scope)
    await enter(codes.userCode)
    const { html } = await visitor.get(`/device/${codes.userCode}`)
    expect(html.match(/not yours to give/g)).toHaveLength(2)
    expect(html).toMatch(/value="repository:pypi:secret"\s+disabled/)
    expect(html).toMatch(/value="repository:pypi:acme" checked/)
    await approve(codes, scope.split(' '))
    expect(await poll(codes)).toMatchObject({ grantedScope: 'repository:pypi:acme' })
  })

  test('is said of Hex alone for a client that is for Hex alone', async () => {
    const codes = await ask('api repositories', 'Hex CLI')
    await enter(codes.userCode)
    expect((await visitor.get(`/device/${codes.userCode}`)).html).toContain(
      'every repository of hex that you may read',
    )
  })
})

describe('is it still you', () => {
  test('is asked before something that can change things is let in, and what was ticked is kept', async () => {
    house.clock.advance(11 * minute)
    const codes = await ask()
    await enter(codes.userCode)
    const asked = await approve(codes, ['api:write', 'repositories'])
    expect(asked.html).toContain('Is it still you?')
    expect(asked.html).toContain('name="may" value="api:write"')
    expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    // The session gets a new id with it: what it claimed goes on being its own.
    await approve(codes, ['api:write', 'repositories'], { password_again: password })
    expect(await poll(codes)).toMatchObject({ grantedScope: 'api:write repositories' })
  })

  test('is not asked before something that can only read, nor before a denial', async () => {
    house.clock.advance(11 * minute)
    const [reading, denied] = [await ask(), await ask()]
    await enter(reading.userCode)
    expect((await approve(reading, ['repositories'])).status).toBe(303)
    await enter(denied.userCode)
    expect((await answer(denied, { do: 'deny', may: ['api:write'] })).status).toBe(303)
  })

  test('is not answered by a code of somebody who has no second factor', async () => {
    house.clock.advance(11 * minute)
    const codes = await ask()
    await enter(codes.userCode)
    expect((await approve(codes, ['api:write'], { code: '123456' })).html).toContain('Is it still you?')
    expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
  })
})

describe('with a second factor', () => {
  let app: Awaited<ReturnType<typeof giveSecondFactor>>

  beforeEach(async () => {
    app = await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
    await visitor.signIn('owner')
    await visitor.submit('/login/code', { code: app.code().expose() }, { page: '/login/code' })
  })

  test('the code is asked for on the same page, once, and opens the window of the login', async () => {
    house.clock.advance(11 * minute)
    const codes = await ask()
    await enter(codes.userCode)
    expect((await visitor.get(`/device/${codes.userCode}`)).html).toContain('name="code"')
    const without = await approve(codes, ['api:write'])
    expect(without.status).toBe(401)
    expect(without.html).toContain('id="code-problem"')
    const wrong = await approve(codes, ['api:write'], { code: '000000' })
    expect(wrong.html).toContain('id="code-problem"')
    expect(wrong.html).not.toContain('000000')
    expect(await poll(codes)).toMatchObject({ code: 'authorization_pending' })
    const approved = await approve(codes, ['api:write'], { code: app.code().expose() })
    expect(approved.headers.get('location')).toBe(pathOf(codes))
    expect(refused(await poll(codes))).toBe(false)
    const closes = await windowOf(house.store.read, 'login', (await loginOf())?.id ?? '')
    expect(closes).toBe(house.clock.now() + 5 * minute)
  })

  test('a recovery code does too', async () => {
    const codes = await ask()
    await enter(codes.userCode)
    const approved = await approve(codes, ['api:write'], { recovery_code: app.recoveryCode.expose() })
    expect(approved.status).toBe(303)
  })

  test('what can only read takes none, and the page does not ask', async () => {
    const codes = await ask('api:read repositories')
    await enter(codes.userCode)
    expect((await visitor.get(`/device/${codes.userCode}`)).html).not.toContain('name="code"')
    expect((await approve(codes, ['repositories'])).status).toBe(303)
  })

  test('somebody who gave the password and no code gets no further than the code', async () => {
    const half = new Visitor(house, origin)
    await half.signIn('owner')
    const codes = await ask()
    const { headers } = await half.get(`/device?user_code=${codes.userCode}`)
    expect(headers.get('location')).toMatch(/^\/login\/code\?next=/)
  })
})

test('what a device calls itself is text', async () => {
  const nasty = '<img src=x onerror=alert(1)>"&'
  const request = { deviceName: nasty }
  const codes = granted(
    await house.deviceAuthorizations.request(clientOf('latchkey'), request, { client: nasty }),
  )
  await enter(codes.userCode)
  const { html } = await visitor.get(`/device/${codes.userCode}`)
  expect(html).not.toContain('<img src=x')
  expect(html.match(/&lt;img src=x/g)).toHaveLength(2)
})
