/** The faults that servers of Hex's protocol are known for, one after the other: that this one has none of them. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operator } from '../../packages/server/src/audit/index.ts'
import { must } from '../../packages/server/src/serve/testing/whole-house.ts'
import { type Authenticator, addSecondFactor } from '../support/authenticator.ts'
import type { HexAnswer, HexClient } from '../support/hex-client.ts'
import { answering, HexMachine } from '../support/hex-machine.ts'
import { askForDevice, exchangeKey, giveBack, poll, refresh, text } from '../support/hex-oauth.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'
import { Secrets } from '../support/secrets.ts'

let server: HexServer
let client: HexClient
const secrets = new Secrets()

beforeAll(async () => {
  server = await startHexServer({ LATCHKEY_LIMIT_DEVICE: '0', LATCHKEY_LIMIT_ANONYMOUS: '300' })
  client = server.client
})
afterAll(() => server?.close(0))

/** A login of ada's, on a machine of its own. */
async function loggedIn(more: Readonly<Record<string, string>> = {}): Promise<HexMachine> {
  const machine = new HexMachine(server)
  await machine.logIn(answering(await server.visitor(), 'approve', more))
  secrets.keep('an access token', machine.login.accessToken)
  secrets.keep('a refresh token', machine.login.refreshToken ?? '')
  return machine
}

const whoami = (authorization: string) => client.api('GET', '/users/me', undefined, { authorization })
const isGood = async (machine: HexMachine) =>
  (await whoami(`Bearer ${machine.login.accessToken}`)).status === 200
const challengeOf = ({ headers }: HexAnswer) => headers['www-authenticate']

describe('what is wrong with a credential', () => {
  test('is said of each in words of its own', async () => {
    const machine = await loggedIn()
    const { accessToken, refreshToken } = machine.login
    const key = await server.keyOfAda(['describe'], 'hex:*')
    const [made] = await server.rooms.keys.live({ kind: 'account', id: (await ada()).id })
    must(await server.rooms.keys.revoke(made?.id ?? '', 'local command'))
    const said: string[] = []
    const hear = async (authorization: string) => {
      const answer = await whoami(authorization)
      expect(answer.status).toBe(401)
      expect(challengeOf(answer)).toMatch(/^Bearer realm="hex"/)
      said.push(text(answer, 'message'))
    }
    await hear(key)
    await hear(`${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`)
    await hear(key.slice(0, -20))
    await hear('0123456789abcdef0123456789abcdef')
    await hear(`Bearer ${refreshToken}`)
    await giveBack(client, accessToken)
    await hear(`Bearer ${accessToken}`)
    const over = await loggedIn()
    server.wait(1801)
    await hear(`Bearer ${over.login.accessToken}`)
    expect(new Set(said).size).toBe(said.length)
  })

  test('that was only over is told so in the one form that clients refresh for', async () => {
    const machine = await loggedIn()
    server.wait(1801)
    const over = await whoami(`Bearer ${machine.login.accessToken}`)
    expect(challengeOf(over)).toBe('Bearer realm="hex", error="token_expired"')
    await machine.refresh()
    expect(await isGood(machine)).toBe(true)
  })

  test('is no matter of a right that it lacks, which is a 403', async () => {
    const key = await server.keyOfAda(['read'], 'hex:acme')
    const answer = await client.api('GET', '/keys', undefined, { authorization: key })
    expect(answer.status).toBe(403)
    expect(challengeOf(answer)).toBeUndefined()
  })

  test('is heard also where everybody may ask', async () => {
    expect((await client.fetch('/public_key')).status).toBe(200)
    expect((await client.fetch('/public_key', { authorization: 'none' })).status).toBe(401)
  })
})

describe('refreshing', () => {
  test('by two processes at once leaves both logged in', async () => {
    const machine = await loggedIn()
    const { refreshToken = '' } = machine.login
    const both = await Promise.all([refresh(client, refreshToken), refresh(client, refreshToken)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const [one, other] = both.map(answer => text(answer, 'refresh_token'))
    expect(one).toBe(other)
    for (const answer of both)
      expect((await whoami(`Bearer ${text(answer, 'access_token')}`)).status).toBe(200)
  })

  test('with what was used up long ago ends the login with all its tokens, and is written down', async () => {
    const machine = await loggedIn()
    const stolen = machine.login.refreshToken ?? ''
    for (let times = 0; times < 2; times += 1) {
      await machine.refresh()
      expect(await isGood(machine)).toBe(true)
    }
    expect(await refresh(client, stolen)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await isGood(machine)).toBe(false)
    expect(await refresh(client, machine.login.refreshToken ?? '')).toMatchObject({ status: 400 })
    const { items } = await server.rooms.audit.list({ of: (await ada()).id }, { what: 'login.stolen' })
    expect(items).toHaveLength(1)
  })

  test('takes no access token, and nothing else takes a refresh token', async () => {
    const machine = await loggedIn()
    expect((await refresh(client, machine.login.accessToken)).status).toBe(400)
    expect((await whoami(`Bearer ${machine.login.refreshToken}`)).status).toBe(401)
    expect(await isGood(machine)).toBe(true)
  })

  test('or exchanging, however often, logs nobody else out', async () => {
    const people = [await loggedIn(), await loggedIn(), await loggedIn(), await loggedIn(), await loggedIn()]
    const key = await server.keyOfAda(['read'], 'hex:acme')
    const exchanged = await Promise.all(Array.from({ length: 8 }, () => exchangeKey(client, key)))
    expect(exchanged.map(({ status }) => status)).toEqual(exchanged.map(() => 200))
    people.push(await loggedIn())
    for (const machine of people) expect(await isGood(machine)).toBe(true)
  })
})

describe('giving a login back', () => {
  test('ends all of it at once', async () => {
    const machine = await loggedIn()
    await giveBack(client, machine.login.accessToken)
    expect(await isGood(machine)).toBe(false)
    expect((await refresh(client, machine.login.refreshToken ?? '')).status).toBe(400)
  })

  test('works with an access token that is over, too', async () => {
    const machine = await loggedIn()
    server.wait(1801)
    await giveBack(client, machine.login.accessToken)
    expect((await refresh(client, machine.login.refreshToken ?? '')).status).toBe(400)
  })
})

test('a login reaches the organizations of today, not those of the day it was made', async () => {
  const machine = await loggedIn()
  const globex = () => client.api('GET', '/orgs/globex', undefined, authorization(machine))
  expect((await globex()).status).toBe(404)
  const membership = { organizationId: server.globex.id, accountId: (await ada()).id }
  const { organizations } = server.rooms
  must(await organizations.addMember({ ...membership, role: 'read' }, operator))
  expect((await globex()).status).toBe(200)
  const answer = await machine.refresh()
  expect(text(answer, 'scope')).toBe('api repository:acme repository:globex')
  must(await organizations.removeMember(membership, operator))
  expect((await globex()).status).toBe(404)
})

describe('a device code', () => {
  test('gives one login, once', async () => {
    const asked = await askForDevice(client)
    const code = secrets.keep('a device code', text(asked, 'device_code'))
    secrets.keep('a user code', text(asked, 'user_code'))
    await answering(await server.visitor(), 'approve')(text(asked, 'user_code'))
    const first = await poll(client, code)
    expect((await whoami(`Bearer ${text(first, 'access_token')}`)).status).toBe(200)
    // An answer that was lost on the way is given again, for a minute; it is not another login.
    server.wait(5)
    const again = await poll(client, code)
    if (again.status === 200) expect(text(again, 'refresh_token')).toBe(text(first, 'refresh_token'))
    server.wait(60)
    expect(await poll(client, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('cannot be guessed on the page', async () => {
    const visitor = await server.visitor()
    const answers: number[] = []
    for (let guess = 0; guess < 12; guess += 1) {
      const user_code = `BCDF-${String.fromCharCode(66 + guess)}GHJ`.replaceAll(/[AEIOU]/g, 'X')
      answers.push((await visitor.submitted('/device', { user_code })).status)
    }
    expect(answers.at(-1)).toBe(429)
  })
})

describe('a one-time code', () => {
  let app: Authenticator
  const change = (machine: HexMachine, otp?: string) =>
    client.api(
      'POST',
      '/keys',
      { name: 'vm', permissions: [{ domain: 'api', resource: 'read' }] },
      {
        ...authorization(machine),
        otp,
      },
    )

  test('is asked for and refused in exactly the words that clients compare', async () => {
    const machine = await loggedIn()
    app = await addSecondFactor(await server.visitor(), server)
    expect(challengeOf(await change(machine))).toBe('Bearer realm="hex", error="totp_required"')
    expect(challengeOf(await change(machine, '000000'))).toBe('Bearer realm="hex", error="invalid_totp"')
  })

  test('is good once: not for another login, and not again after its five minutes', async () => {
    const [one, other] = [await half(), await half()]
    const code = app.nextCode()
    expect((await change(one, code)).status).toBe(201)
    expect(challengeOf(await change(other, code))).toBe('Bearer realm="hex", error="invalid_totp"')
    expect((await change(one, code)).status).toBe(201)
    server.wait(301)
    expect((await change(one, code)).status).toBe(401)
  })

  /** A login that was let in with a code, long enough ago. */
  async function half(): Promise<HexMachine> {
    const machine = new HexMachine(server)
    const visitor = await server.visitor()
    await visitor.submit('/login/code', { code: app.nextCode() })
    await machine.logIn(answering(visitor, 'approve', { code: app.nextCode() }))
    server.wait(301)
    return machine
  }
})

test('nothing that was handed out stands in the data folder', async () => {
  const key = secrets.keep('a key', await server.keyOfAcme('read', ['read']))
  secrets.keep('an exchanged token', text(await exchangeKey(client, key), 'access_token'))
  expect(secrets.size).toBeGreaterThan(5)
  expect(secrets.foundInFolder(server.data)).toEqual([])
})

test('a device is waited for also where others at its address ask too much: no 429 ends the login', async () => {
  // Several, each polled once: what is left of a second may let one through, and a second poll would be too early by itself.
  const codes: string[] = []
  for (let times = 0; times < 5; times += 1) codes.push(text(await askForDevice(client), 'device_code'))
  const [first = '', ...further] = codes
  let code = first
  let polled = await pollWhereOthersAsk(code)
  for (const next of further) {
    if (text(polled, 'error') === 'slow_down') break
    code = next
    polled = await pollWhereOthersAsk(code)
  }
  expect(polled).toMatchObject({ status: 400, body: { error: 'slow_down' } })
  await setTimeout(1_000)
  server.wait(15)
  expect(await poll(client, code)).toMatchObject({ body: { error: 'authorization_pending' } })
})

async function pollWhereOthersAsk(code: string) {
  let other = await client.api('GET', '/users/me')
  for (let times = 0; times < 10_000 && other.status !== 429; times += 1)
    other = await client.api('GET', '/users/me')
  expect(other.status).toBe(429)
  return poll(client, code)
}

async function ada() {
  const account = await server.rooms.accounts.byUsername('ada')
  if (account === undefined) throw new Error('Ada is there.')
  return account
}

function authorization(machine: HexMachine) {
  return { authorization: `Bearer ${machine.login.accessToken}` }
}
