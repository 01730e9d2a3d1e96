import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { packageMessage } from '../registry/messages.ts'
import { seal } from '../registry/seal.ts'
import { newSigner } from '../testing/signer.ts'
import { releaseOf } from './testing/public-repository.ts'
import { type RootHouse, refusalIn, rootHouse } from './testing/root-house.ts'

let house: RootHouse
const small = Buffer.from('a small tarball')
const jason = { releases: [releaseOf('1.0.0', small)], name: 'jason', repository: 'hexpm' }

beforeEach(async () => {
  house = await rootHouse()
})

describe('a tarball of the root', () => {
  const large = randomBytes(2 * 1024 * 1024)

  test.each([
    ['small', small],
    ['large', large],
  ])('that is %s is passed on as it was signed for', async (_, tarball) => {
    await house.there.publish('jason', { '1.0.0': tarball })
    const answer = await house.get('tarballs/jason-1.0.0.tar')
    expect(answer.status).toBe(200)
    expect(answer.body.equals(tarball)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-length': String(tarball.length),
      'content-security-policy': "sandbox; default-src 'none'",
      etag: `"${createHash('sha256').update(tarball).digest('hex')}"`,
    })
  })

  test('that is small and another than was signed for is refused in words', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    for (const other of [Buffer.from('a small torball'), Buffer.concat([small, small]), Buffer.alloc(0)]) {
      house.there.answer('/tarballs/jason-1.0.0.tar', other)
      expect(refusalIn(await house.get('tarballs/jason-1.0.0.tar'))).toEqual([
        502,
        expect.stringContaining('It is not the tarball that the repository signed for.'),
      ])
    }
  })

  test('that is large and another than was signed for breaks off before its end', async () => {
    await house.there.publish('jason', { '1.0.0': large })
    const other = Buffer.from(large)
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1
    house.there.answer('/tarballs/jason-1.0.0.tar', other)
    await expect(house.get('tarballs/jason-1.0.0.tar')).rejects.toThrow(/aborted|socket hang up/)
    // Also where nobody says how long it is.
    house.there.answer('/tarballs/jason-1.0.0.tar', (_, response) => {
      response.write(other.subarray(0, 1024 * 1024))
      response.end(other.subarray(1024 * 1024))
    })
    await expect(house.get('tarballs/jason-1.0.0.tar')).rejects.toThrow(/aborted|socket hang up/)
  })

  test('that is larger than any is refused before it comes, or breaks off', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    house.there.answer(
      '/tarballs/jason-1.0.0.tar',
      (_, response) => void response.writeHead(200, { 'content-length': String(2 ** 40) }).flushHeaders(),
    )
    expect(refusalIn(await house.get('tarballs/jason-1.0.0.tar'))).toEqual([
      502,
      expect.stringContaining('It has more than'),
    ])
  })

  test('of which the public one sends only a part is not passed on', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    house.there.answer('/tarballs/jason-1.0.0.tar', (_, response) => {
      response.writeHead(200, { 'content-length': String(small.length) })
      response.write(small.subarray(0, 4))
    })
    house.setPatience(2_000)
    expect(refusalIn(await house.get('tarballs/jason-1.0.0.tar'))).toEqual([
      503,
      expect.stringContaining('it broke off'),
    ])
  })

  test('is not asked for where its package has no such release', async () => {
    await house.there.publish('jason', { '1.0.0': small })
    house.there.answer('/tarballs/jason-1.0.1.tar', small)
    expect((await house.get('tarballs/jason-1.0.1.tar')).status).toBe(404)
    expect((await house.get('tarballs/unknown-1.0.1.tar')).status).toBe(404)
    expect(house.there.asked.map(({ line }) => line)).toEqual([
      'GET /packages/jason',
      'GET /packages/unknown',
    ])
  })

  test('is not asked for where its package is not to be believed', async () => {
    house.there.answer('/packages/jason', await seal(packageMessage.encode(jason), newSigner()))
    house.there.answer('/tarballs/jason-1.0.0.tar', small)
    expect((await house.get('tarballs/jason-1.0.0.tar')).status).toBe(502)
    expect(house.there.asked).toHaveLength(1)
  })

  test('is not held open there for whoever only asks about it, or went away', async () => {
    await house.there.publish('jason', { '1.0.0': large })
    let open = 0
    house.there.answer('/tarballs/jason-1.0.0.tar', (_, response) => {
      open += 1
      response.on('close', () => {
        open -= 1
      })
      response.writeHead(200, { 'content-length': String(large.length) })
      response.write(large.subarray(0, large.length - 1))
    })
    const asked = await house.get('tarballs/jason-1.0.0.tar', {}, 'HEAD')
    expect([asked.status, asked.headers['content-length']]).toEqual([200, String(large.length)])
    await expect.poll(() => open).toBe(0)
  })
})
