/** A client at a real Latchkey: logging in, refreshing, exchanging, stepping up, overriding, logging out. */
import { Secret } from '@latchkey/protocol'
import { inspect } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driver } from '../../../server/src/ecosystems/pypi/testing/driver.ts'
import { thisMachine } from '../this-machine.ts'
import { type LatchkeyHouse, openLatchkey, shared, value } from './testing/latchkey-house.ts'
import { type App, enrolled } from './testing/second-factor.ts'

let house: LatchkeyHouse

beforeAll(async () => {
  house = await openLatchkey()
})
afterAll(() => house.close())

test('a person logs in by the code of a device, and is who they are', async () => {
  const session = await house.sessionOf('owner')
  const client = house.clientOf(shared(), {
    deviceName: 'build-7',
    callbacks: { showLogin: ({ userCode }) => house.letIn(userCode ?? '', session) },
  })
  value(await client.logIn())
  expect(value(await client.status())).toMatchObject({
    ...{
      authenticated: true,
      source: 'login',
      scope: 'api repository:acme',
      identity: { kind: 'account', name: 'owner' },
    },
    organizations: [{ name: 'acme', displayName: 'Acme', role: 'owner' }],
  })
})

test('a login that another account lets in is ended again, and what was kept before stays', async () => {
  const [owner, reader] = await Promise.all([house.sessionOf('owner'), house.sessionOf('reader')])
  const place = await house.logIn(owner)
  const before = value(await place.store.read())
  const real = thisMachine()
  // The interval of the polls alone: other sleeps are what requests are bounded by.
  const sleep = (milliseconds: number, signal?: AbortSignal) =>
    real.clock.sleep(milliseconds === 5_000 ? 1 : milliseconds, signal)
  const client = house.clientOf(place, {
    machine: { ...real, environment: {}, clock: { ...real.clock, sleep } },
    callbacks: { showLogin: ({ userCode }) => house.letIn(userCode ?? '', reader) },
  })
  const logins = async () =>
    (await house.rooms.logins.list(reader.account.id)).items.filter(({ endedAt }) => endedAt === undefined)
      .length
  const answer = await client.logIn({ account: 'owner' })
  expect(answer).toMatchObject({ code: 'wrong_account', message: expect.stringContaining('by reader') })
  expect(await logins()).toBe(0)
  expect(value(await place.store.read())).toEqual(before)
  expect(await house.statusOf(place.login.token)).toBe(200)
  value(await client.logIn({ account: 'reader' }))
  expect(await logins()).toBe(1)
})

test('a browser on this machine comes back with a code, from a page that the server knows', async () => {
  const session = await house.sessionOf('owner')
  const client = house.clientOf(shared(), {
    callbacks: { showLogin: ({ verificationUri }) => void house.agree(new URL(verificationUri), session) },
  })
  const login = value(await client.logIn({ by: 'browser' }))
  expect(await house.statusOf(login.token)).toBe(200)
})

describe('a login', () => {
  test('whose token is over is refreshed once for two programs that ask at once', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    await house.keep(place, { ...place.login, expiresAt: Date.now() })
    const both = await Promise.all(
      [house.clientOf(place), house.clientOf(place)].map(each => each.resolveApi('read')),
    )
    const [one, other] = both.map(each => value(each)?.token.expose())
    expect(one).toBe(other)
    expect(one).not.toBe(place.login.token.expose())
    expect(await house.statusOf((await house.kept(place))?.token)).toBe(200)
  })

  test('is refreshed whatever the clock says where the server refuses its token, and the request done again', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    const over = { ...place.login, token: new Secret(`${place.login.token.expose().slice(0, -8)}AAAAAAAA`) }
    await house.keep(place, over)
    const tries: number[] = []
    const answer = await house.clientOf(place).withApi('read', async request => {
      tries.push(request.attempt)
      return request.send('api/v1/validate')
    })
    expect(value(answer)).toMatchObject({ status: 200 })
    expect(tries).toEqual([1, 2])
  })

  test('is refreshed to ask what it may and whose it is, too', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    const token = new Secret(`${place.login.token.expose().slice(0, -8)}AAAAAAAA`)
    await house.keep(place, { ...place.login, token })
    expect(value(await house.clientOf(place).may('read', 'pypi:acme'))).toMatchObject({ may: true })
    await house.keep(place, { ...value((await house.kept(place)) ?? place.login), token })
    expect(value(await house.clientOf(place).status())).toMatchObject({ authenticated: true })
  })

  test('is refreshed for a repository, too, where the server says 403 to a token that is over, as pip would have it', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    const token = new Secret(`${place.login.token.expose().slice(0, -8)}AAAAAAAA`)
    await house.keep(place, { ...place.login, token })
    const statuses: number[] = []
    const answer = await house.clientOf(place).withRepository('pypi:acme', async request => {
      const response = value(await request.send('simple/widget/'))
      statuses.push(response.status)
      return response
    })
    expect(value(answer)).toMatchObject({ status: 200 })
    expect(statuses).toEqual([403, 200])
  })

  test('that may not do something is told so by the answer itself, once', async () => {
    const place = await house.logIn(await house.sessionOf('reader'))
    const tries: number[] = []
    const answer = await house.clientOf(place).withRepository('pypi:acme', request => {
      tries.push(request.attempt)
      return request.send('legacy/', { method: 'POST' })
    })
    expect(value(answer).status).toBe(403)
    expect(tries).toEqual([1])
  })

  test('whose answer was lost in transit goes on with the next one', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    await house.keep(place, { ...place.login, expiresAt: 1 })
    const machine = thisMachine()
    let lost = 0
    const losing: typeof fetch = async (input, init) => {
      const answer = await machine.fetch(input, init)
      if (!String(input).endsWith('/oauth/token') || lost > 0) return answer
      lost += 1
      throw new TypeError('fetch failed')
    }
    const client = house.clientOf(place, {
      machine: { ...machine, environment: {}, interactive: false, fetch: losing },
    })
    expect(value(await client.status())).toMatchObject({ authenticated: true })
    expect(lost).toBe(1)
    const next = await house.kept(place)
    await house.keep(place, { ...(next ?? place.login), expiresAt: 1 })
    expect(value(await client.status())).toMatchObject({ authenticated: true })
  })

  test('that was ended elsewhere is dropped, and nobody is taken for anybody', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    await house.revoke(place.login.refreshToken)
    await house.keep(place, { ...place.login, expiresAt: 1 })
    const client = house.clientOf(place)
    expect(await client.resolveApi('read')).toMatchObject({ code: 'login_ended' })
    expect(await house.kept(place)).toBeUndefined()
    expect(value(await client.status())).toMatchObject({
      authenticated: false,
      reason: 'no_credentials',
      organizations: [],
    })
  })

  test('that is logged out is over at the server, and erased here', async () => {
    const place = await house.logIn(await house.sessionOf('owner'))
    expect(await house.statusOf(place.login.token)).toBe(200)
    expect(value(await house.clientOf(place).logOut())).toEqual({ wasLoggedIn: true, ended: true })
    expect(await house.statusOf(place.login.token)).toBe(401)
    expect(value(await place.store.read())).toEqual({})
  })
})

describe('a key', () => {
  test('of the host is traded for a token that reads, and goes nowhere itself; two runs trade it once', async () => {
    const { token: key } = await house.key(['read', 'publish'], 'pypi:acme', 'acme')
    const place = shared()
    const used: string[] = []
    for (const run of [1, 2]) {
      const client = house.clientOf(place, {
        callbacks: { credentials: name => (name === 'pypi:acme' ? { key } : undefined) },
      })
      const answer = await client.withRepository('pypi:acme', request => {
        used.push(request.credential?.token.expose() ?? '')
        return request.send('simple/widget/')
      })
      expect(value(answer), `run ${run}`).toMatchObject({ status: 200 })
    }
    expect(new Set(used).size).toBe(1)
    expect(used[0]).not.toBe(key.expose())
    expect(
      JSON.stringify(Object.values(value(await place.store.read())).map(({ token }) => token.expose())),
    ).toBe(JSON.stringify([used[0]]))
  })

  test('that a host hands in is traded on demand, and what comes of it narrowed on demand', async () => {
    const { token: key } = await house.key(['describe', 'read', 'publish', 'retire'], 'pypi:acme', 'acme')
    const client = house.clientOf(shared())
    const exchanged = value(
      await client.exchange({ key, name: 'pypi:acme', scope: 'package:pypi:acme/widget' }),
    )
    const doing = { action: 'read', target: 'pypi:acme/widget' } as const
    const { token } = value(await client.attenuate(exchanged, doing))
    const read = async (path: string) =>
      (await fetch(`${house.origin}${path}`, { headers: { authorization: `Bearer ${token.expose()}` } }))
        .status
    expect(await read('/pypi/acme/simple/widget/')).toBe(200)
    expect(await read('/pypi/acme/simple/')).toBe(403)
  })

  test('of one repository is what uploads to it are asked about, and no other request', async () => {
    const { token } = await house.key(['publish'], 'pypi:acme/widget', 'acme')
    const credentials = (name: string) => (name === 'pypi:acme' ? { repository: token } : undefined)
    const client = house.clientOf(shared(), { callbacks: { credentials } })
    expect(value(await client.may('publish', 'pypi:acme/widget', '9.0.0'))).toMatchObject({ may: true })
    expect(value(await client.may('publish', 'pypi:acme/gadget', '9.0.0'))).toMatchObject({ may: false })
    expect(value(await client.may('read', 'pypi:acme/widget'))).toMatchObject({ may: false })
    for (const [action, target] of [
      ['retire', 'pypi:acme/widget'],
      ['publish', 'hex:acme/widget'],
      ['read', 'hex:acme'],
    ] as const)
      expect(await client.may(action, target)).toMatchObject({ code: 'no_credentials' })
  })

  test('of an organization that was traded serves all of its repositories, until it is over', async () => {
    const { token: key } = await house.key(['read'], '*:acme', 'acme')
    const place = shared()
    const exchanged = value(await house.clientOf(place).exchange({ key, name: '*:acme' }))
    const read = async (repository: string, path: string) => {
      const answer = await house.clientOf(place).withRepository(repository, request => request.send(path))
      return value(answer).status
    }
    expect([await read('pypi:acme', 'simple/widget/'), await read('hex:acme', 'packages/widget')]).toEqual([
      200, 200,
    ])
    expect(value(await house.clientOf(place).resolveRepository('pypi:acme'))?.token.expose()).toBe(
      exchanged.token.expose(),
    )
    expect(value(await house.clientOf(place).resolveRepository('pypi:globex'))).toBeUndefined()
    expect(value(await house.clientOf(place).resolveApi('read'))).toBeUndefined()
    const name = Object.keys(value(await place.store.read())).join()
    value(await place.store.change<never>(() => ({ [name]: { ...exchanged, expiresAt: 1 } })))
    expect(value(await house.clientOf(place).resolveRepository('pypi:acme'))).toBeUndefined()
  })

  test('that may not read that says so, and nothing is sent in its place', async () => {
    const { key: row, token: key } = await house.key(['publish'], 'pypi:globex', 'globex')
    await house.rooms.keys.revoke(row.id, 'local command')
    const client = house.clientOf(shared(), { callbacks: { credentials: () => ({ key }) } })
    let called = 0
    const answer = await client.withRepository('pypi:globex', async () => (called += 1), { optional: false })
    expect(answer).toMatchObject({ code: 'exchange_failed', cause: { code: 'invalid_client' } })
    expect(called).toBe(0)
  })
})

describe('somebody with a second factor', () => {
  let place: Awaited<ReturnType<LatchkeyHouse['logIn']>>
  let app: App
  const upload = driver.publish({ organization: 'globex', package: 'gadget', version: '1.2.3' })
  const doing = { action: 'publish', target: 'pypi:globex/gadget', version: '1.2.3' } as const

  beforeAll(async () => {
    // The login is older than the second factor, so that no code of its making opens its window.
    place = await house.logIn(await house.sessionOf('stranger'))
    app = await enrolled(house, 'stranger')
  })

  test('is told beforehand that a code will be asked for, and what would be refused in any case', async () => {
    const client = house.clientOf(place)
    expect(value(await client.may('publish', 'pypi:globex/gadget', '1.2.3'))).toMatchObject({
      may: true,
      codeNeeded: true,
    })
    expect(value(await client.may('publish', 'pypi:acme/widget'))).toMatchObject({
      may: false,
      code: 'unknown_organization',
    })
    expect(value(await client.may('read', 'pypi:globex'))).toMatchObject({ may: true, codeNeeded: false })
  })

  test('gives one before the upload starts, which goes out with a token for that alone, once', async () => {
    const prompts: string[] = []
    const callbacks = {
      promptCode: ({ reason }: { readonly reason: string }) => {
        prompts.push(reason)
        return reason === 'totp_required' ? new Secret('000000') : app.code()
      },
    }
    const client = house.clientOf(place, { callbacks })
    let sent: string | undefined
    const answer = await client.withRepository(
      'pypi:globex',
      request => {
        sent = request.credential?.token.expose()
        const { headers = {}, body } = upload
        return request.send('legacy/', { method: 'POST', headers, body: body as Uint8Array })
      },
      { doing, inline: true, optional: false },
    )
    expect(value(answer)).toMatchObject({ status: 200 })
    expect(prompts).toEqual(['totp_required', 'invalid_totp'])
    const narrow = value(inspect(sent ?? ''))
    expect(narrow.restrictions.map(({ caveat }) => caveat?.kind)).toEqual(
      expect.arrayContaining(['allow', 'version', 'audience', 'expires']),
    )
    expect(await house.statusOf(new Secret(sent ?? ''))).toBe(200)
    const other = await fetch(`${house.origin}/pypi/globex/simple/`, {
      headers: { authorization: `Bearer ${sent}` },
    })
    expect(other.status).toBe(403)
    expect(value(await client.may('publish', 'pypi:globex/gadget', '1.2.4'))).toMatchObject({
      codeNeeded: false,
    })
  })

  test('gives one at once where that is asked for, also where the token is over by then', async () => {
    const attempts: number[] = []
    // The app may show the next one before all is asked.
    const code = app.code()
    const promptCode = ({ attempt }: { readonly attempt: number }) => {
      attempts.push(attempt)
      return code
    }
    const client = house.clientOf(place, { callbacks: { promptCode } })
    const { closesAt = 0 } = value(await client.stepUp())
    expect(closesAt).toBeGreaterThan(Date.now())
    const login = value((await house.kept(place)) ?? place.login)
    await house.keep(place, { ...login, token: new Secret(`${login.token.expose().slice(0, -8)}AAAAAAAA`) })
    expect(value(await client.stepUp()).closesAt).toBe(closesAt)
    expect(attempts).toEqual([1, 1])
    expect(await house.clientOf(place).stepUp()).toMatchObject({ code: 'code_required' })
    expect(await house.clientOf(shared(), { callbacks: { promptCode } }).stepUp()).toMatchObject({
      code: 'no_credentials',
    })
  })
})

describe('an override', () => {
  test('is installed where the server says that it is good, is used by the next request, and removed', async () => {
    const { token } = await house.key(['read'], 'pypi:acme')
    const client = house.clientOf(shared())
    const read = () => client.withRepository('pypi:acme', request => request.send('simple/widget/'))
    expect(await read()).toMatchObject({ code: 'no_credentials' })
    expect(value(await client.override.set(house.origin, token))).toMatchObject({
      ...{ authenticated: true, source: 'override', identity: { name: 'owner' } },
    })
    expect(value(await read())).toMatchObject({ status: 200 })
    await client.override.remove(house.origin)
    expect(await read()).toMatchObject({ code: 'no_credentials' })
  })

  test('that the server refuses is not', async () => {
    const client = house.clientOf(shared())
    expect(value(await client.override.set(house.origin, new Secret('latchkey-AgEnothing')))).toMatchObject({
      ...{ authenticated: false, reason: 'rejected' },
    })
    expect(client.override.get(house.origin)).toBeUndefined()
  })
})
