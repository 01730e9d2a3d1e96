import { randomBytes } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf } from '../../testing/contract-subject.ts'
import { openHouse } from '../../testing/open-house.ts'
import { names, packageMessage, signed, versions } from '../registry/messages.ts'
import { seal } from '../registry/seal.ts'
import { fetchBytes, opened } from '../testing/fetch-resource.ts'
import { newSigner, testSigner } from '../testing/signer.ts'
import { type Answering, publicRepository, releaseOf } from './testing/public-repository.ts'
import { publicSigner, type RootHouse, refusalIn, rootHouse } from './testing/root-house.ts'

let house: RootHouse
const stranger = newSigner()
const small = Buffer.from('a small tarball')

beforeEach(async () => {
  house = await rootHouse()
})

function jason(change: Partial<Parameters<typeof packageMessage.encode>[0]> = {}): Uint8Array {
  return packageMessage.encode({
    ...{ releases: [releaseOf('1.0.0', small)], name: 'jason', repository: 'hexpm' },
    ...change,
  })
}

describe('the root of Hex’s repository', () => {
  test('passes on what the public one signed, to the byte, and signs it itself', async () => {
    const lists = { packages: [{ name: 'jason' }], repository: 'hexpm' }
    house.there.answer('/names', await seal(names.encode(lists), publicSigner))
    const jasons = { packages: [{ name: 'jason', versions: ['1.0.0'], retired: [0] }], repository: 'hexpm' }
    house.there.answer('/versions', await seal(versions.encode(jasons), publicSigner))
    // A field of tomorrow, which nobody here knows.
    const tomorrow = Buffer.concat([jason(), Buffer.from('fa010474686579', 'hex')])
    house.there.answer('/packages/jason', await seal(tomorrow, publicSigner))

    expect(await opened((await house.get('names')).body, names)).toEqual(lists)
    expect(await opened((await house.get('versions')).body, versions)).toEqual(jasons)
    const { body } = await house.get('packages/jason')
    expect(await opened(body, packageMessage)).toMatchObject({ name: 'jason', repository: 'hexpm' })
    const outer = signed.decode(gunzipSync(body))
    expect(refused(outer) || Buffer.from(outer.payload)).toEqual(tomorrow)
    await expect(opened(body, packageMessage, publicSigner.publicKey)).rejects.toThrow('not signed')
  })

  test('sends no credential there, and nothing else of whoever asks', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    const token = textOf(await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }]))
    const mine = {
      authorization: token,
      cookie: 'sid=secret-session',
      'x-hex-otp': '123456',
      'user-agent': 'my-ci',
    }
    expect((await house.get('packages/jason', mine)).status).toBe(200)
    expect((await house.get('tarballs/jason-1.0.0.tar', mine)).status).toBe(200)
    expect(house.there.asked.map(({ line }) => line)).toEqual([
      'GET /packages/jason',
      'GET /packages/jason',
      'GET /tarballs/jason-1.0.0.tar',
    ])
    for (const { headers } of house.there.asked) {
      const sent = headers.join('\n').toLowerCase()
      for (const value of [
        ...Object.values(mine),
        'authorization',
        'cookie',
        'x-',
        'forwarded',
        '127.0.0.1, ',
      ])
        expect(sent).not.toContain(value.toLowerCase())
    }
  })

  test('is for everybody, but not for a bad credential', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    expect((await house.get('packages/jason')).status).toBe(200)
    const before = house.there.asked.length
    for (const path of ['packages/jason', 'tarballs/jason-1.0.0.tar', 'names', 'public_key'])
      expect((await house.get(path, { authorization: 'nonsense' })).status).toBe(401)
    expect(house.there.asked).toHaveLength(before)
  })

  const tampered = (bytes: Uint8Array) => {
    const changed = gunzipSync(bytes)
    const at = changed.indexOf('jason')
    changed.write('jasan', at)
    return gzipSync(changed)
  }

  test.each<[string, () => Promise<Uint8Array>]>([
    ['was changed on the way', async () => tampered(await seal(jason(), publicSigner))],
    ['somebody else signed', () => seal(jason(), stranger)],
    ['our own key signed', () => seal(jason(), testSigner)],
    ['nobody signed', async () => gzipSync(signed.encode({ payload: jason(), signature: undefined }))],
    ['is of another repository', () => seal(jason({ repository: 'acme' }), publicSigner)],
    ['is of a repository without a name', () => seal(jason({ repository: '' }), publicSigner)],
    ['is of another package', () => seal(jason({ name: 'poison' }), publicSigner)],
    ['is a list', () => seal(names.encode({ packages: [], repository: 'hexpm' }), publicSigner)],
    ['says twice whose it is', () => seal(Buffer.concat([jason(), jason()]), publicSigner)],
    ['is no message', () => seal(Buffer.from('<html>'), publicSigner)],
    ['is no gzip', async () => Buffer.from('<html>Welcome</html>')],
    ['is empty', async () => Buffer.alloc(0)],
    ['becomes too much', async () => gzipSync(Buffer.alloc(65 * 1024 * 1024), { level: 1 })],
    ['is too much', async () => randomBytes(17 * 1024 * 1024)],
  ])('refuses what %s, in words and with 502', async (_, resource) => {
    house.there.answer('/packages/jason', await resource())
    const [status, message] = refusalIn(await house.get('packages/jason'))
    expect(status).toBe(502)
    expect(message).toMatch(
      /^What the public repository gave for packages\/jason is not passed on\. [A-Z][^.]*\. .*LATCHKEY_HEX_ROOT/s,
    )
    // And nothing of it is kept.
    house.there.answer('/packages/jason', await seal(jason(), publicSigner))
    expect((await house.get('packages/jason')).status).toBe(200)
  })

  test.each(['names', 'versions'])('refuses the %s of another repository', async path => {
    house.there.answer(
      `/${path}`,
      await seal(names.encode({ packages: [], repository: 'acme' }), publicSigner),
    )
    expect(refusalIn(await house.get(path))).toEqual([
      502,
      expect.stringContaining('It is of another repository.'),
    ])
  })

  test('takes nothing in an encoding that was not asked for: its length would be another', async () => {
    const large = randomBytes(512 * 1024)
    const inEncoding =
      (encoding: string, bytes: Uint8Array): Answering =>
      (_, response) =>
        response.writeHead(200, { 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes)
    await house.there.publish('jason', { '1.0.0': large })
    const resource = await seal(jason({ releases: [releaseOf('1.0.0', large)] }), publicSigner)
    for (const [path, bytes] of [
      ['tarballs/jason-1.0.0.tar', large],
      ['packages/jason', resource],
    ] as const) {
      house.there.answer(`/${path}`, inEncoding('gzip', gzipSync(bytes)))
      expect(refusalIn(await house.get(path))).toEqual([
        502,
        expect.stringContaining('that was not asked for'),
      ])
      house.there.answer(`/${path}`, inEncoding('identity', bytes))
      expect((await house.get(path)).status).toBe(200)
    }
  })

  test('follows it nowhere else', async () => {
    const elsewhere = await publicRepository(publicSigner)
    onTestFinished(() => elsewhere[Symbol.dispose]())
    await elsewhere.publish('jason', { '1.0.0': small })
    for (const status of [301, 302, 303, 307, 308]) {
      for (const place of [`${elsewhere.address}/packages/jason`, '/packages/other']) {
        house.there.answer('/packages/jason', (_, response) =>
          response.writeHead(status, { location: place }).end(),
        )
        expect(refusalIn(await house.get('packages/jason'))).toEqual([
          502,
          expect.stringContaining('It sends elsewhere'),
        ])
      }
    }
    expect(elsewhere.asked).toEqual([])
    expect(house.there.asked.every(({ line }) => line === 'GET /packages/jason')).toBe(true)
  })

  const refusedBefore: Answering = (_, response) => response.socket?.destroy()
  test.each<[string, Answering]>([
    ['is broken', (_, response) => response.writeHead(500).end('oops')],
    ['is busy', (_, response) => response.writeHead(503).end()],
    ['asks for a password', (_, response) => response.writeHead(401).end()],
    ['hangs up', refusedBefore],
    ['says nothing', () => undefined],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('begun')
        setTimeout(() => response.socket?.destroy(), 50)
      },
    ],
    [
      'falls silent',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('begun')
      },
    ],
    [
      'never ends',
      (_, response) => {
        response.writeHead(200)
        const timer = setInterval(() => response.write('more'), 50)
        response.on('close', () => clearInterval(timer))
      },
    ],
    ['says that nothing changed', (_, response) => response.writeHead(304).end()],
  ])('says when to try again where the public one %s', async (_, answering) => {
    house.there.answer('/packages/jason', answering)
    house.setPatience(300)
    const answer = await house.get('packages/jason')
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(refusalIn(answer)[1]).toContain('The public repository did not give packages/jason')
    house.setPatience(30_000)
    house.there.answer('/packages/jason', await seal(jason(), publicSigner))
    expect((await house.get('packages/jason')).status).toBe(200)
  })

  test('says so where the public one is gone', async () => {
    house = await rootHouse({ address: 'http://127.0.0.1:1' })
    expect(refusalIn(await house.get('names'))).toEqual([
      503,
      expect.stringContaining('it cannot be reached'),
    ])
  })

  test.each([404, 403, 410])('has not what the public one answers %s for', async status => {
    house.there.answer('/packages/jason', (_, response) => response.writeHead(status).end())
    expect(refusalIn(await house.get('packages/jason'))).toEqual([
      404,
      expect.stringContaining('has no packages/jason'),
    ])
  })

  test('asks each time whether it changed, and verifies again what did', async () => {
    let etag = '"one"'
    let resource = await seal(jason(), publicSigner)
    const answering: Answering = (request, response) => {
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
      else response.writeHead(200, { etag }).end(resource)
    }
    house.there.answer('/packages/jason', answering)
    const first = await house.get('packages/jason')
    const again = await house.get('packages/jason')
    expect(again.body).toEqual(first.body)
    expect(house.there.asked[1]?.headers).toContain('"one"')
    const known = await house.get('packages/jason', { 'if-none-match': String(first.headers.etag) })
    expect([known.status, known.body.length]).toEqual([304, 0])

    etag = '"two"'
    resource = await seal(jason({ releases: [] }), stranger)
    expect((await house.get('packages/jason')).status).toBe(502)
    resource = await seal(jason({ releases: [] }), publicSigner)
    const changed = await house.get('packages/jason', { 'if-none-match': String(first.headers.etag) })
    expect(changed.status).toBe(200)
    expect((await opened(changed.body, packageMessage)).releases).toEqual([])
  })

  test('asks once for all who want it at the same time', async () => {
    const resource = await seal(jason(), publicSigner)
    const wanted = vi.spyOn(house.hexRoot, 'resource')
    house.there.answer('/packages/jason', async (_, response) => {
      await vi.waitFor(() => expect(wanted).toHaveBeenCalledTimes(20), 15_000)
      response.end(resource)
    })
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.get('packages/jason')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(house.there.asked).toHaveLength(1)
  })

  test.each([
    'packages/Jason',
    'packages/..',
    'packages/%2e%2e',
    'tarballs/jason.tar',
    'tarballs/jason-1.tar',
    'tarballs/..-1.0.0.tar',
  ])('does not ask for %s', async path => {
    expect((await house.get(path)).status).toBeGreaterThanOrEqual(400)
    expect(house.there.asked).toEqual([])
  })
})

describe('the root where there is none', () => {
  test.each(['names', 'versions', 'packages/jason', 'tarballs/jason-1.0.0.tar'])(
    'has no %s and names the way to an organization’s',
    async path => {
      const { listener } = await openHouse()
      const answer = await fetchBytes(listener.port, `/hex/repo/${path}`, { accept: 'application/json' })
      expect(refusalIn(answer)).toEqual([404, expect.stringContaining('organization: "acme"')])
    },
  )
})
