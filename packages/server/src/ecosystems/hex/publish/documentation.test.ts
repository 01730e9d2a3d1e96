import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import { type PublishingHouse, publishingHouse } from '../testing/publishing-house.ts'
import { recordedTarball } from '../testing/recorded.ts'
import { type TarEntry, writeTar } from '../testing/write-tar.ts'

const docs = '/packages/widget/releases/1.0.0/docs'
const archive = (...entries: readonly TarEntry[]) => gzipSync(writeTar(entries))
const page = archive({ name: 'index.html', contents: '<h1>widget</h1>' })

async function published(): Promise<PublishingHouse> {
  const house = await publishingHouse()
  await house.publish()
  return house
}

async function fetched(house: PublishingHouse): Promise<Buffer | number> {
  const path = '/hex/repo/repos/acme/docs/widget-1.0.0.tar.gz'
  const answer = await house.send({ method: 'GET', path }, house.key.expose())
  return answer.status === 200 ? Buffer.from(answer.body, 'latin1') : answer.status
}

const hasDocs = async (house: PublishingHouse) =>
  (await house.inAcme('GET /packages/widget/releases/1.0.0')).body.has_docs

describe('documentation', () => {
  test.each([
    ['of our own making', page],
    ['as hex_core makes it', recordedTarball.documentation],
  ])('%s is fetched as it was sent', async (_, bytes) => {
    const house = await published()
    expect(await hasDocs(house)).toBe(false)
    const answer = await house.upload(bytes, docs)
    expect(answer.status).toBe(201)
    expect(answer.head).toContain(
      'Location: https://packages.example.com/hex/repo/repos/acme/docs/widget-1.0.0.tar.gz',
    )
    expect(await fetched(house)).toEqual(bytes)
    expect(await hasDocs(house)).toBe(true)
  })

  test('is replaced as often as one likes', async () => {
    const house = await published()
    const newer = archive({ name: 'index.html', contents: '<h1>better</h1>' })
    for (const bytes of [page, newer, page]) {
      expect((await house.upload(bytes, docs)).status).toBe(201)
      expect(await fetched(house)).toEqual(bytes)
    }
  })

  test('is deleted, once, and the release stays', async () => {
    const house = await published()
    await house.upload(page, docs)
    expect((await house.inAcme(`DELETE ${docs}`)).status).toBe(204)
    expect(await fetched(house)).toBe(404)
    expect(await hasDocs(house)).toBe(false)
    expect((await house.inAcme(`DELETE ${docs}`)).status).toBe(404)
  })

  test('goes with its release', async () => {
    const house = await published()
    await house.upload(page, docs)
    expect((await house.inAcme('DELETE /packages/widget/releases/1.0.0')).status).toBe(204)
    expect(await fetched(house)).toBe(404)
  })
})

describe('documentation is refused', () => {
  test.each([
    ['of a version that is not published', '/packages/widget/releases/2.0.0/docs'],
    ['of a package that is not there', '/packages/gadget/releases/1.0.0/docs'],
    ['of what is no version', '/packages/widget/releases/newest/docs'],
  ])('%s, before it is sent', async (_, path) => {
    const house = await published()
    const answer = await sendRaw(
      house.listener.port,
      head(
        `POST /hex/api/repos/acme${path}`,
        ...['Content-Type: application/octet-stream', 'Content-Length: 1000', 'Expect: 100-continue'],
        `Authorization: ${house.key.expose()}`,
      ),
    )
    expect(answer.status).toBe(404)
  })

  test.each<readonly [string, Buffer, number]>([
    ['that is no archive', Buffer.from('<h1>widget</h1>'), 422],
    ['that is empty', archive(), 422],
    ['with a way out', archive({ name: '../index.html' }), 422],
    ['with an absolute path', archive({ name: '/index.html' }), 422],
    ['with a symbolic link', archive({ name: 'index.html', type: '2', target: 'other.html' }), 422],
    ['with more bytes than are taken', Buffer.alloc(9 * 1024 * 1024), 413],
  ])('%s, and nothing of it stays', async (_, bytes, status) => {
    const house = await published()
    expect(await house.upload(bytes, docs)).toMatchObject({ status, body: { message: expect.any(String) } })
    expect(await fetched(house)).toBe(404)
    expect(house.arriving()).toEqual([])
    expect(house.held()).toHaveLength(1)
  })

  test('of a key that may not publish the package, or not delete it', async () => {
    const house = await published()
    const reader = (await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }])).token
    const publisher = (
      await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['hex:acme/widget'] }])
    ).token
    expect((await house.upload(page, docs, reader)).status).toBe(403)
    expect((await house.upload(page, docs, publisher)).status).toBe(201)
    expect((await house.api(publisher, `DELETE /repos/acme${docs}`)).status).toBe(403)
    expect(await fetched(house)).toEqual(page)
  })
})
