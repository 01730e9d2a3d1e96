import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCarrier, type Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { attenuated } from '../ecosystems/pypi/testing/attenuated.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import type { Handler, RawRequest, RawResponse } from '../http/index.ts'
import { type RequestParts, rawRequest } from '../http/testing/raw-request.ts'
import { keyCaveats } from '../keys/index.ts'
import { createRequestLimits, unlimited } from '../limits/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { Repository } from '../repositories/index.ts'
import { publish, tokenOf } from '../repositories/testing/publish.ts'
import { createAnswers, openStore, type Store } from '../storage/index.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { credentialNotes, decisionNotes, limitCredentials, madeOfRows, rememberRequests } from './index.ts'
import { createNode, type Node } from './testing/node.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const path = '/packages'

describe.each(testEngines)('$name: a node that remembers requests', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-requests-'))
  const opened: Store[] = []
  let house: SmallHouse
  let bob: Account
  let acme: Organization
  let repository: Repository
  /** The node under attack. What the house does happens on another one. */
  let node: Node
  let own: Store
  let handle: Handler
  /** How often the node decided, and the names that it remembers by. */
  let decided: number
  let names: Set<string>

  async function open(url: string): Promise<Store> {
    const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
    opened.push(store)
    return store
  }

  beforeAll(() => engine.newUrl(folder))

  beforeEach(async () => {
    const url = await engine.newUrl(folder)
    const first = await open(url)
    await first.migrate()
    house = createSmallHouse(first)
    const alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    await house.member(acme, bob, 'write')
    repository = granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    own = await open(url)
    node = createNode(own, house)
    handle = remembering()
    await node.epoch.read()
  })

  afterAll(async () => {
    await Promise.all(opened.map(store => store.close()))
    rmSync(folder, { recursive: true, force: true })
  })

  /** The list of acme's packages, behind a memory; each key may ask for it so often at once, 0 for any number. */
  function remembering(rate = 0): Handler {
    decided = 0
    names = new Set()
    const { clock } = house
    const limits = createRequestLimits({ clock, rates: { ...unlimited, key: rate } })
    const credentials = limitCredentials(node.credentials, limits)
    const answers = createAnswers(own)
    const seen: typeof answers = {
      ...answers,
      last: name => names.add(name) && answers.last(name),
    }
    const front = listPackages(node, credentials, seen, () => {
      decided += 1
    })
    return rememberRequests(front, { credentials, answers: seen, epoch: node.epoch, clock })
  }

  const from = { method: 'GET', target: path, address: '192.0.2.7' }

  async function ask(token: Secret | string | undefined, parts: Partial<RequestParts> = {}) {
    const text = token === undefined || typeof token === 'string' ? token : token.expose()
    const headers = { ...(text !== undefined && { Authorization: `Bearer ${text}` }), ...parts.headers }
    const request = rawRequest({ ...from, ...parts, headers })
    const { status, body } = await handle(request)
    return { status, body, noted: request.noted }
  }

  /** Answered from memory: with 200, and without being decided. What comes for the second time is kept. */
  async function known(token: Secret | string | undefined, parts?: Partial<RequestParts>) {
    for (const _ of ['a stranger', 'kept']) expect((await ask(token, parts)).status).toBe(200)
    const before = decided
    expect([(await ask(token, parts)).status, decided - before]).toEqual([200, 0])
  }

  const read = [{ actions: ['read'], targets: ['pypi:acme'] }] as const
  const keyOfBob = () => house.keyOf(bob, [...read])

  const narrowings: Record<string, { by(key: string): Promise<unknown>; body: string }> = {
    'its key was revoked': { by: id => house.keys.revoke(id, 'local command'), body: 'key_revoked' },
    'its key was tightened': {
      by: async id =>
        house.keys.tighten(
          id,
          { caveats: granted(keyCaveats({ allow: [...read], networks: ['203.0.113.0/24'] })) },
          'local command',
        ),
      body: 'network_not_allowed',
    },
    'its owner was removed from the organization': {
      by: () => house.organizations.removeMember({ organizationId: acme.id, accountId: bob.id }, operator),
      body: 'unknown_organization',
    },
    'a second factor is required there, and its owner has none': {
      by: () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator),
      body: 'second_factor_missing',
    },
  }

  for (const [what, { by, body }] of Object.entries(narrowings)) {
    test(`refuses a request that it knows at once when ${what} on another node, and the epoch was read`, async () => {
      const { key, token } = await keyOfBob()
      await known(token)
      granted((await by(key.id)) as object)
      await node.epoch.read()
      expect(await ask(token)).toMatchObject({ status: 403, body })
    })

    test(`refuses a request that it knows within 700 milliseconds after ${what}, also where its watch stands still`, async () => {
      const { key, token } = await keyOfBob()
      await known(token)
      granted((await by(key.id)) as object)
      house.clock.advance(700)
      expect(await ask(token)).toMatchObject({ status: 403, body })
    })
  }

  test('an answer that was given while the epoch was not yet read is not given afterwards', async () => {
    const { key, token } = await keyOfBob()
    await known(token)
    granted(await house.keys.revoke(key.id, 'local command'))
    // Its memory of the credential still counts: what is answered now is of rows that are newer than the revocation.
    await known(token)
    await node.epoch.read()
    expect(await ask(token)).toMatchObject({ status: 403, body: 'key_revoked' })
  })

  test('refuses at once what it revokes itself', async () => {
    const { key, token } = await keyOfBob()
    await known(token)
    granted(await node.keys.revoke(key.id, 'local command'))
    expect(await ask(token)).toMatchObject({ status: 403, body: 'key_revoked' })
  })

  test('refuses strangers once it reads that a public repository turned private', async () => {
    granted(await house.repositories.setVisibility(repository.id, 'public', operator))
    await node.epoch.read()
    await known(undefined)
    granted(await house.repositories.setVisibility(repository.id, 'private', operator))
    await node.epoch.read()
    expect((await ask(undefined)).status).toBe(403)
  })

  test('shows what another node published with the next answer', async () => {
    const { token } = await keyOfBob()
    await known(token)
    granted(await publish(house, await tokenOf(house, bob), { name: 'gadget' }))
    expect((await ask(token)).body).toBe('gadget')
    await known(token)
    granted(await publish(house, await tokenOf(house, bob), { name: 'widget' }))
    expect((await ask(token)).body).toBe('gadget widget')
  })

  test('refuses a token at the instant that its text says, and one whose key is over', async () => {
    const { token } = await keyOfBob()
    const ends = Math.floor(house.clock.now() / 1000) + 2
    const derived = attenuated(token.expose(), [0, ends, 0])
    const { token: short } = await house.keyOf(bob, [...read], { expiresAt: ends * 1000 })
    await known(derived)
    await known(short)
    house.clock.advance(ends * 1000 - house.clock.now() - 1)
    await node.epoch.read()
    await known(derived)
    await known(short)
    house.clock.advance(1)
    expect(await ask(derived)).toMatchObject({ status: 403, body: 'token_expired' })
    expect(await ask(short)).toMatchObject({ status: 403, body: 'token_expired' })
  })

  test('a clock that is set back brings no token to life before its time', async () => {
    const { token } = await keyOfBob()
    const now = Math.floor(house.clock.now() / 1000)
    const later = attenuated(token.expose(), [0, now + 3600, now + 1])
    expect((await ask(later)).status).toBe(403)
    house.clock.advance(1000)
    await node.epoch.read()
    await known(later)
    house.clock.advance(-1000)
    await node.epoch.read()
    expect((await ask(later)).status).toBe(403)
  })

  test.each<[what: string, parts: Partial<RequestParts>]>([
    ['with another method', { method: 'HEAD' }],
    ['for another target', { target: `${path}?page=2` }],
    ['from another address', { address: '203.0.113.9' }],
    ['with another header', { headers: { Accept: 'text/html' } }],
    ['with a condition', { headers: { 'If-None-Match': '"x"' } }],
    ['for another host', { headers: { Host: 'elsewhere.example' } }],
    ['with a body', { body: 'x' }],
  ])('decides anew about a request that comes %s', async (_, parts) => {
    const { token } = await keyOfBob()
    await known(token)
    const before = decided
    await ask(token, parts)
    expect(decided).toBe(before + 1)
  })

  test('a token for one network is refused from another, whatever was answered before', async () => {
    const { token } = await house.keyOf(bob, [...read], { networks: ['192.0.2.0/24'] })
    await known(token)
    expect(await ask(token, { address: '203.0.113.9' })).toMatchObject({ body: 'network_not_allowed' })
    await known(token)
  })

  test('no header runs into another, nor into the target or the address', async () => {
    const { token } = await keyOfBob()
    await known(token, { headers: { A: 'b', C: 'd' } })
    const before = decided
    await ask(token, { headers: { A: 'b C', d: '' } })
    await ask(token, { headers: { Ab: '', C: 'd' } })
    await ask(token, { headers: { C: 'd', A: 'b' } })
    expect(decided).toBe(before + 3)
  })

  test('the same body is the same request, and no other is', async () => {
    const { token } = await keyOfBob()
    await known(token, { body: 'a=1' })
    const before = decided
    for (const body of ['a=2', 'a=1&', 'A=1', '']) await ask(token, { body })
    expect(decided).toBe(before + 4)
  })

  test.each<[what: string, parts: Partial<RequestParts>]>([
    ['is long', { body: 'x'.repeat(4097) }],
    ['is still on its way', { body: 'x', meanwhile: async () => undefined }],
  ])('a body that %s is never taken to be one that was there before', async (_, parts) => {
    const { token } = await keyOfBob()
    for (const _ of [1, 2, 3]) await ask(token, parts)
    expect(decided).toBe(3)
  })

  test('remembers neither a refusal nor what changes something', async () => {
    const { token } = await house.keyOf(await house.account('carol'), [...read])
    for (const _ of [1, 2, 3]) expect((await ask(token)).status).toBe(403)
    const { token: other } = await keyOfBob()
    for (const _ of [1, 2, 3]) expect((await ask(other, { method: 'POST' })).status).toBe(200)
    expect(decided).toBe(6)
  })

  test('counts each request, and refuses those that are too many in the words of the handler', async () => {
    handle = remembering(3)
    const { token } = await keyOfBob()
    const statuses = []
    for (const _ of [1, 2, 3, 4, 5]) statuses.push((await ask(token)).body)
    expect(statuses).toEqual(['', '', '', 'too_many_requests', 'too_many_requests'])
    house.clock.advance(20_000)
    await node.epoch.read()
    expect((await ask(token)).status).toBe(200)
  })

  test('notes each use, and tells of each request what it told of the first', async () => {
    const { key, token } = await keyOfBob()
    await ask(token)
    const first = await ask(token)
    expect(first.noted).toMatchObject({ key: key.id, answer: 'allowed', organization: 'acme' })
    house.clock.advance(100)
    const again = await ask(token)
    expect([again, decided]).toEqual([first, 2])
    await node.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed?.at).toBe(house.clock.now())
  })

  test('a note on one answer is on no other', async () => {
    const { token } = await keyOfBob()
    for (const _ of ['decided', 'kept', 'remembered', 'remembered']) {
      const request = rawRequest({ ...from, headers: { Authorization: `Bearer ${token.expose()}` } })
      await handle(request)
      expect(request.noted).not.toHaveProperty('refusal')
      request.note({ refusal: 'later' })
    }
  })

  test('holds nothing that could be presented', async () => {
    const { token } = await keyOfBob()
    await known(token)
    expect(names.size).toBe(1)
    const text = token.expose()
    for (const name of names) {
      expect(name).toMatch(/^\d+ [\w-]{43}$/)
      expect(name).not.toContain(text.slice(-20))
    }
  })

  test('answers nothing without its database', async () => {
    const { token } = await keyOfBob()
    await known(token)
    await own.close()
    opened.splice(opened.indexOf(own), 1)
    const before = decided
    await expect(ask(token)).rejects.toThrow()
    // The handler says it in its own words.
    expect(decided).toBe(before + 1)
  })
})

/** A small room with one page: the names of acme's packages, for whoever may read them. */
function listPackages(
  node: Node,
  credentials: Node['credentials'],
  answers: ReturnType<typeof createAnswers>,
  deciding: () => void,
): Handler {
  return async request => {
    deciding()
    const { address, headers } = request
    const presented = granted(readCarrier(headers.all('authorization')))
    const credential = await credentials.authenticate(presented, {
      address,
      userAgent: headers.all('user-agent')[0],
    })
    request.note(credentialNotes(credential))
    if (refused(credential)) return no(credential.code)
    const attempt = {
      ...({ action: 'read', organization: 'acme', ecosystem: 'pypi' } as const),
      ...(address !== undefined && { address }),
    }
    const decision = await node.authorizer.authorize(credential, attempt)
    request.note(decisionNotes(attempt, decision))
    if (decision.answer !== 'allowed')
      return no(decision.answer === 'refused' ? decision.refusal.code : 'needs')
    const now = await answers.now()
    const found = await node.repositories.find('acme', 'pypi')
    const { items } = await node.repositories.packages(found?.id ?? '', { limit: 10 })
    const answer = yes(request, items.map(({ name }) => name).join(' '))
    return request.method === 'POST' ? answer : madeOfRows(answer, { credential, answers: now })
  }
}

const yes = (_: RawRequest, body: string): RawResponse => ({ status: 200, headers: [], body })
const no = (body: string): RawResponse => ({ status: 403, headers: [], body })
