import { attenuate, readToken, refused, writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted } from '../../../credentials/testing/small-house.ts'
import { keyCaveats } from '../../../keys/index.ts'
import { askingHouse } from './testing/asking.ts'

const forAcme = [{ domain: 'repository', resource: 'acme' }]

function readAllow(...words: readonly string[]) {
  const may = { actions: words.slice(0, -1), targets: words.slice(-1) }
  const caveats = keyCaveats({ allow: [may] })
  if (refused(caveats)) return caveats
  const [allow] = caveats
  if (allow === undefined) throw new Error('One row is one caveat.')
  return allow
}

const names = ({ body }: { body: readonly { name: string }[] }) => body.map(({ name }) => name)

describe('a key of one’s own', () => {
  test('is told once, with its permissions and where it is', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const made = await house.api(login, 'POST /keys', { name: 'vm-repository-acme', permissions: forAcme })
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'vm-repository-acme',
        secret: expect.stringMatching(/^latchkey-/),
        authing_key: false,
        permissions: forAcme,
        revoke_at: null,
        url: 'https://packages.example.com/hex/api/keys/vm-repository-acme',
      },
    })
    expect(made.head).toContain('Location: https://packages.example.com/hex/api/keys/vm-repository-acme')
    const { secret, ...listed } = made.body
    expect((await house.api(login, 'GET /keys')).body).toEqual([listed])
    expect((await house.api(login, 'GET /keys/vm-repository-acme')).body).toEqual(listed)
    const check = await house.api(secret, 'GET /auth?domain=repository&resource=acme')
    expect(check).toMatchObject({ status: 200, body: { key: { name: 'vm-repository-acme' } } })
  })

  test('may do everything that Hex knows where it was not said what', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    for (const permissions of [undefined, null, [{ domain: 'api', resource: '' }], [{ domain: 'api' }]]) {
      const { body } = await house.api(login, 'POST /keys', { name: 'vm', permissions })
      expect(body.permissions).toEqual([{ domain: 'api', resource: null }])
    }
  })

  test('of a name that is taken is the next of that name', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const made = []
    for (let index = 0; index < 3; index += 1) {
      made.push((await house.api(login, 'POST /keys', { name: 'vm', permissions: forAcme })).body.name)
    }
    expect(made).toEqual(['vm', 'vm-2', 'vm-3'])
    const all = 'x'.repeat(100)
    expect((await house.api(login, 'POST /keys', { name: all })).body.name).toBe(all)
    expect((await house.api(login, 'POST /keys', { name: all })).body.name).toBe(`${'x'.repeat(98)}-2`)
    await house.api(login, 'DELETE /keys/vm')
    expect((await house.api(login, 'POST /keys', { name: 'vm', permissions: forAcme })).body.name).toBe('vm')
  })

  test('is found and revoked at its address, whatever it is called', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    for (const name of ['vm', 'a b', 'a?b', 'a#b', 'a+b&c', "it's", '...', 'é', 'a.b@c:d;e', '<b>']) {
      const { status, body } = await house.api(login, 'POST /keys', { name })
      expect(status).toBe(201)
      const at = body.url.replace('https://packages.example.com/hex/api', '')
      expect(await house.api(login, `GET ${at}`), name).toMatchObject({
        status: 200,
        body: { name: body.name },
      })
      expect((await house.api(login, `DELETE ${at}`)).status).toBe(200)
    }
    expect((await house.api(login, 'GET /keys')).body).toEqual([])
  })

  test('has a name of whole characters, also where its end made room', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const half = await house.api(login, 'POST /keys', { name: 'half \ud800' })
    expect(half).toMatchObject({ status: 422, body: { errors: { name: expect.any(String) } } })
    expect((await house.api(login, 'GET /keys')).body).toEqual([])
    const fits = `${'x'.repeat(97)}\u{1f511}`
    const long = `${fits}yz`
    for (const name of [long, `${fits}-2`]) {
      const { status, body } = await house.api(login, 'POST /keys', { name: long })
      const url = `https://packages.example.com/hex/api/keys/${encodeURIComponent(name)}`
      expect({ status, url: body.url }).toEqual({ status: 201, url })
    }
  })

  test('is told to be of no use to clients of tomorrow where it is for a repository', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const fetching = await house.api(login, 'POST /keys', { name: 'vm', permissions: forAcme })
    expect(fetching.head).toMatch(/^x-hex-message: ".*mix hex.organization key ORG generate.*";level=warn/im)
    const other = await house.api(login, 'POST /keys', { name: 'vm', permissions: [{ domain: 'api' }] })
    expect(other.head).not.toMatch(/x-hex-message/i)
  })

  test('is revoked by its name, and says whether it is the one that asked', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const { body } = await house.api(login, 'POST /keys', { name: 'vm' })
    await house.api(login, 'POST /keys', { name: 'other' })
    expect((await house.api(body.secret, 'GET /keys/vm')).body.authing_key).toBe(true)
    expect((await house.api(body.secret, 'GET /keys/other')).body.authing_key).toBe(false)
    const revoked = await house.api(body.secret, 'DELETE /keys/vm')
    expect(revoked).toMatchObject({ status: 200, body: { name: 'vm', authing_key: true } })
    expect((await house.api(body.secret, 'GET /keys')).status).toBe(401)
    expect(names(await house.api(login, 'GET /keys'))).toEqual(['other'])
    expect((await house.api(login, 'DELETE /keys/vm')).status).toBe(404)
    expect((await house.api(login, 'GET /keys/vm')).status).toBe(404)
  })

  test('goes with all the others, the caller’s own too, and with nobody else’s', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const { body } = await house.api(login, 'POST /keys', { name: 'vm' })
    await house.api(login, 'POST /keys', { name: 'other' })
    const stranger = await house.account('stranger')
    const gordons = await house.keyOf(stranger, [{ actions: ['read'], targets: ['*'] }])
    const revoked = await house.api(body.secret, 'DELETE /keys')
    expect(revoked).toMatchObject({ status: 200, body: { name: 'vm', authing_key: true } })
    expect(revoked.body.revoked.toSorted()).toEqual(['other', 'vm'])
    expect(names(await house.api(login, 'GET /keys'))).toEqual([])
    expect((await house.keys.byId(gordons.key.id))?.revokedAt).toBeUndefined()
    expect(await house.api(login, 'DELETE /keys')).toMatchObject({ status: 200, body: { revoked: [] } })
  })

  test('takes the key that it was rotated into with it, which has its name', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    await house.api(login, 'POST /keys', { name: 'vm' })
    const [key] = await house.keys.live({ kind: 'account', id: house.alice.id })
    granted(await house.keys.rotate({ id: key?.id ?? '', by: 'local command' }))
    expect(names(await house.api(login, 'GET /keys'))).toEqual(['vm', 'vm'])
    await house.api(login, 'DELETE /keys/vm')
    expect(names(await house.api(login, 'GET /keys'))).toEqual([])
  })

  test('is over when it was said to be, and within three months where it can change something', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const soon = new Date(house.clock.now() + 60_000).toISOString().replace(/\.\d+/, '')
    const made = await house.api(login, 'POST /keys', { name: 'vm', revoke_at: soon })
    expect(made.body.revoke_at).toBe(soon)
    const { body } = await house.api(login, 'POST /keys', { name: 'vm' })
    expect(Date.parse(body.revoke_at) - house.clock.now()).toBeLessThanOrEqual(90 * 86_400_000)
    house.clock.advance(60_000)
    expect(names(await house.api(login, 'GET /keys'))).toEqual(['vm-2'])
  })
})

describe('what is no key', () => {
  const long = (index: number) => ({ domain: 'package', resource: `acme/${'x'.repeat(200)}${index}` })
  const wrong = [
    [[], 'body'],
    [{}, 'name'],
    [{ name: '  ' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 'a\u202eb' }, 'name'],
    [{ name: 'ci/cd' }, 'name'],
    [{ name: 'a\\b' }, 'name'],
    [{ name: '100%' }, 'name'],
    [{ name: ' .. ' }, 'name'],
    [{ name: 'vm', permissions: [] }, 'permissions'],
    [{ name: 'vm', permissions: 'api' }, 'permissions'],
    [{ name: 'vm', permissions: ['api'] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'moon' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'api', resource: 'admin' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'repository' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'repository', resource: 'acme repositories' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'repository', resource: 'globex' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'package', resource: 'widget' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'package', resource: 'globex/widget' }] }, 'permissions'],
    [{ name: 'vm', permissions: [{ domain: 'docs', resource: 'acme' }] }, 'permissions'],
    [{ name: 'vm', permissions: Array(51).fill({ domain: 'api' }) }, 'permissions'],
    [{ name: 'vm', permissions: Array.from({ length: 50 }, (_, index) => long(index)) }, 'permissions'],
    [{ name: 'vm', revoke_at: 'tomorrow' }, 'revoke_at'],
    [{ name: 'vm', revoke_at: 1_800_000_000 }, 'revoke_at'],
    [{ name: 'vm', revoke_at: '2027-02-31T00:00:00Z' }, 'revoke_at'],
    [{ name: 'vm', revoke_at: '2001-01-01T00:00:00Z' }, 'revoke_at'],
  ] as const

  test('is blamed on its field, and makes none', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    for (const [body, field] of wrong) {
      const answer = await house.api(login, 'POST /keys', body)
      const errors = { [field]: expect.any(String) }
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 422, body: { status: 422, errors } })
      expect(Object.keys(answer.body.errors)).toEqual([field])
      expect((await house.api(login, 'GET /keys')).body).toEqual([])
    }
  })

  test('an organization that is not to be seen and one that never was are refused in the same words', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const [globex, initech] = await Promise.all(
      ['globex', 'initech'].map(async resource => {
        const permissions = [{ domain: 'repository', resource }]
        const { body } = await house.api(login, 'POST /keys', { name: 'vm', permissions })
        return body.errors.permissions.replaceAll(resource, 'ORG')
      }),
    )
    expect(globex).toBe(initech)
  })
})

describe('nothing that a token makes can do more than that token (law 1)', () => {
  test('a key that a login makes stays with Hex, whatever permissions it has', async () => {
    const house = await askingHouse()
    const { body } = await house.api(await house.loggedIn(), 'POST /keys', { name: 'vm' })
    const attempt = { action: 'publish', organization: 'acme', package: 'widget' } as const
    expect(await house.ask(body.secret, { ...attempt, ecosystem: 'pypi' })).toMatchObject({
      refusal: { code: 'target_not_allowed' },
    })
    expect(await house.ask(body.secret, { ...attempt, ecosystem: 'hex' })).toMatchObject({
      answer: 'allowed',
    })
  })

  test('a key made with a key keeps its network and every other restriction', async () => {
    const house = await askingHouse()
    const allow = [{ actions: ['account', 'read'], targets: ['hex:acme'] }]
    const { token } = await house.keyOf(house.alice, allow, { networks: ['127.0.0.0/8'] })
    const made = await house.api(token, 'POST /keys', { name: 'vm', permissions: forAcme })
    expect(made).toMatchObject({ status: 201, body: { permissions: forAcme } })
    const live = await house.keys.live({ kind: 'account', id: house.alice.id })
    const key = live.find(({ name }) => name === made.body.name)
    expect(key?.caveats.filter(({ kind }) => kind === 'network')).toHaveLength(1)
    const globex = { action: 'read', organization: 'globex', ecosystem: 'hex' } as const
    expect(await house.ask(made.body.secret, globex)).toMatchObject({ answer: 'refused' })
  })

  test('a token that was narrowed makes keys that are as narrow', async () => {
    const house = await askingHouse()
    const { token } = await house.keyOf(house.alice, [{ actions: ['account', 'read'], targets: ['hex:*'] }])
    const macaroon = granted(readToken(token.expose()))
    const narrowed = granted(attenuate(macaroon, granted(readAllow('account', 'read', 'hex:acme'))))
    const body = { name: 'vm', permissions: [{ domain: 'repositories' }] }
    const wide = await house.api(token, 'POST /keys', body)
    expect(wide.body.permissions).toEqual([{ domain: 'repositories', resource: null }])
    const beyond = await house.api(writeToken(narrowed), 'POST /keys', body)
    expect(beyond).toMatchObject({
      status: 422,
      body: { errors: { permissions: expect.stringContaining('does not have repositories itself') } },
    })
    const within = { name: 'vm', permissions: forAcme }
    const made = await house.api(writeToken(narrowed), 'POST /keys', within)
    expect(made).toMatchObject({ status: 201, body: { name: 'vm-2', permissions: forAcme } })
    const live = await house.keys.live({ kind: 'account', id: house.alice.id })
    const key = live.find(({ name }) => name === 'vm-2')
    expect(key?.caveats.filter(({ kind }) => kind === 'allow')).toHaveLength(3)
  })

  test.for([
    ['an exchanged token for fetching', ['read'], 'hex:*'],
    ['a key that publishes', ['publish', 'describe'], 'hex:acme'],
  ] as const)('%s makes no keys, lists none and revokes none', async ([, actions, target]) => {
    const house = await askingHouse()
    const { token } = await house.keyOf(house.alice, [{ actions, targets: [target] }])
    for (const call of ['POST /keys', 'GET /keys', 'DELETE /keys', 'DELETE /keys/vm', 'GET /keys/vm']) {
      const answer = await house.api(token, call, call.startsWith('POST') ? { name: 'vm' } : undefined)
      expect(answer.status).toBe(403)
    }
  })
})
