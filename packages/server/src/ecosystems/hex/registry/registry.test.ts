import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../../../access/index.ts'
import { operator } from '../../../audit/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import { textOf } from '../../testing/contract-subject.ts'
import { type OpenHouse, openHouse } from '../../testing/open-house.ts'
import { type Fetched, fetchBytes, opened } from '../testing/fetch-resource.ts'
import { publisherOf, publishRelease } from '../testing/publish-release.ts'
import { testSigner } from '../testing/signer.ts'
import { writeTar } from '../testing/write-tar.ts'
import { names, packageMessage, versions } from './messages.ts'

const acme = '/hex/repo/repos/acme'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

let house: OpenHouse
let publisher: Credential
let token: string

beforeEach(async () => {
  house = await openHouse()
  publisher = await publisherOf(house)
  token = textOf(await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }]))
})

/** As Hex's clients do: the bare key. */
function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Fetched> {
  return fetchBytes(house.listener.port, path, { authorization: token, ...headers }, method)
}

const judge = (action: 'retire' | 'delete', version: string) =>
  house.judge(publisher, {
    ...{ action, organization: 'acme', ecosystem: 'hex', package: 'widget', version },
  })

describe('a repository of Hex', () => {
  test('lists every release of a package, the oldest first, with both checksums', async () => {
    const tarballs = new Map<string, Buffer>()
    for (const version of ['1.10.0', '1.9.0', '1.10.0-rc.1'])
      tarballs.set(
        version,
        await publishRelease(house, publisher, { version, innerChecksum: '0a'.repeat(32) }),
      )
    const answer = await get(`${acme}/packages/widget`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-encoding']).toBeUndefined()
    const read = await opened(answer.body, packageMessage)
    expect(read).toMatchObject({ name: 'widget', repository: 'acme' })
    expect(read.releases.map(({ version }) => version)).toEqual(['1.9.0', '1.10.0-rc.1', '1.10.0'])
    for (const release of read.releases) {
      expect(Buffer.from(release.inner_checksum).toString('hex')).toBe('0a'.repeat(32))
      expect(Buffer.from(release.outer_checksum ?? [])).toEqual(
        sha256(tarballs.get(release.version) ?? Buffer.of()),
      )
    }
  })

  test('says what a release depends on, and leaves out what goes without saying', async () => {
    const plain = { requirement: '~> 1.0', optional: false, app: 'dep' }
    await publishRelease(house, publisher, {
      requirements: [
        { ...plain, name: 'dep' },
        { ...plain, name: 'dep', repository: 'acme' },
        { ...plain, name: 'dep', repository: 'hexpm:acme' },
        { ...plain, name: 'dep', repository: 'globex' },
        { ...plain, name: 'other', optional: true },
      ],
    })
    const { releases } = await opened((await get(`${acme}/packages/widget`)).body, packageMessage)
    const dep = { package: 'dep', requirement: '~> 1.0', optional: undefined, app: undefined }
    expect(releases[0]?.dependencies).toEqual([
      { ...dep, repository: 'hexpm' },
      { ...dep, repository: undefined },
      { ...dep, repository: undefined },
      { ...dep, repository: 'globex' },
      { ...dep, package: 'other', app: 'dep', optional: true, repository: 'hexpm' },
    ])
  })

  test('says at once that a release is retired, and why, and that it is not any more', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publishRelease(house, publisher, { version })
    const releases = async () =>
      (await opened((await get(`${acme}/packages/widget`)).body, packageMessage)).releases
    const retiredIndexes = async () =>
      (await opened((await get(`${acme}/versions`)).body, versions)).packages[0]?.retired
    expect((await releases()).map(({ retired }) => retired)).toEqual([undefined, undefined])
    expect(await retiredIndexes()).toEqual([])

    granted(await house.repositories.retireVersion(await judge('retire', '1.1.0'), 'CVE-2026-1', 'security'))
    expect((await releases()).map(({ retired }) => retired)).toEqual([
      undefined,
      { reason: 2, message: 'CVE-2026-1' },
    ])
    expect(await retiredIndexes()).toEqual([1])

    granted(await house.repositories.restoreVersion(await judge('retire', '1.1.0')))
    expect((await releases()).map(({ retired }) => retired)).toEqual([undefined, undefined])
  })

  test('lists every package, and one whose releases were all deleted nowhere', async () => {
    await publishRelease(house, publisher, { name: 'gadget' })
    await publishRelease(house, publisher, { name: 'widget', version: '1.10.0' })
    await publishRelease(house, publisher, { name: 'widget', version: '1.9.0' })
    expect(await opened((await get(`${acme}/names`)).body, names)).toEqual({
      packages: [{ name: 'gadget' }, { name: 'widget' }],
      repository: 'acme',
    })
    expect(await opened((await get(`${acme}/versions`)).body, versions)).toEqual({
      packages: [
        { name: 'gadget', versions: ['1.0.0'], retired: [] },
        { name: 'widget', versions: ['1.9.0', '1.10.0'], retired: [] },
      ],
      repository: 'acme',
    })
    for (const version of ['1.9.0', '1.10.0'])
      granted(await house.repositories.deleteFiles(await judge('delete', version)))
    expect((await opened((await get(`${acme}/names`)).body, names)).packages).toEqual([{ name: 'gadget' }])
    expect((await opened((await get(`${acme}/versions`)).body, versions)).packages).toHaveLength(1)
    expect((await get(`${acme}/packages/widget`)).status).toBe(404)
    expect((await get(`${acme}/tarballs/widget-1.9.0.tar`)).status).toBe(404)
  })

  test('without packages is an empty list, signed all the same', async () => {
    expect(await opened((await get(`${acme}/names`)).body, names)).toEqual({
      packages: [],
      repository: 'acme',
    })
    expect(await opened((await get(`${acme}/versions`)).body, versions)).toEqual({
      packages: [],
      repository: 'acme',
    })
  })

  test('gives the tarball as it was published, harmless for a browser', async () => {
    const tarball = await publishRelease(house, publisher)
    const answer = await get(`${acme}/tarballs/widget-1.0.0.tar`)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(tarball)
    expect(answer.headers).toMatchObject({
      'content-length': String(tarball.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      etag: `"${sha256(tarball).toString('hex')}"`,
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
    const asked = await get(`${acme}/tarballs/widget-1.0.0.tar`, {}, 'HEAD')
    expect([asked.status, asked.headers['content-length'], asked.body.length]).toEqual([
      200,
      String(tarball.length),
      0,
    ])
  })

  test('gives the documentation that a release has now, harmless for a browser', async () => {
    await publishRelease(house, publisher)
    const uploader = await house.keyOf(house.alice, [
      { actions: ['publish', 'delete'], targets: ['hex:acme'] },
    ])
    const docs = '/hex/api/repos/acme/packages/widget/releases/1.0.0/docs'
    const headers = { 'content-type': 'application/octet-stream' }
    const upload = (body: Uint8Array) =>
      house.send({ method: 'POST', path: docs, headers, body }, textOf(uploader))
    const archive = (text: string) => gzipSync(writeTar([{ name: 'index.html', contents: text }]))
    const path = `${acme}/docs/widget-1.0.0.tar.gz`
    expect((await get(path)).status).toBe(404)
    expect((await upload(archive('<script>one</script>'))).status).toBe(201)
    const one = await get(path)
    expect(one.body).toEqual(archive('<script>one</script>'))
    expect(one.headers).toMatchObject({
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'content-type': 'application/gzip',
      'content-disposition': 'attachment',
      'cache-control': 'private, no-cache',
    })
    expect((await get(path, { 'if-none-match': String(one.headers.etag) })).status).toBe(304)

    expect((await upload(archive('two'))).status).toBe(201)
    expect((await get(path, { 'if-none-match': String(one.headers.etag) })).body).toEqual(archive('two'))
    expect((await fetchBytes(house.listener.port, path)).status).toBe(401)
    expect((await house.send({ method: 'DELETE', path: docs }, textOf(uploader))).status).toBe(204)
    expect((await get(path)).status).toBe(404)
  })

  test.each(['tarballs/widget-1.0.0.tar', 'packages/widget', 'names', 'versions', 'public_key'])(
    'answers 304 for %s to who has it, and anew once it changed',
    async path => {
      await publishRelease(house, publisher)
      const first = await get(`${acme}/${path}`)
      const tag = String(first.headers.etag)
      expect(first.headers['cache-control']).toBe('private, no-cache')
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const again = await get(`${acme}/${path}`, { 'if-none-match': known })
        expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tag])
      }
      expect((await get(`${acme}/${path}`, { 'if-none-match': '"other"' })).status).toBe(200)
      if (path === 'packages/widget' || path === 'versions') {
        await publishRelease(house, publisher, { version: '1.0.1' })
        expect((await get(`${acme}/${path}`, { 'if-none-match': tag })).status).toBe(200)
      }
    },
  )

  test('has the one public key of the server, in each organization and at the root', async () => {
    expect((await get(`${acme}/public_key`)).body.toString()).toBe(testSigner.publicKey)
    const open = await fetchBytes(house.listener.port, '/hex/repo/public_key')
    expect([open.status, open.body.toString()]).toEqual([200, testSigner.publicKey])
  })

  test.each([
    'packages/gadget',
    'tarballs/widget-1.0.1.tar',
    'tarballs/gadget-1.0.0.tar',
    'tarballs/widget-1.0.0.tar.gz',
    'tarballs/widget-1.0.0',
    'tarballs/widget.tar',
    'tarballs/-1.0.0.tar',
    'docs/widget-1.0.0.tar.gz',
    'docs/widget-1.0.0.tar',
    'policies/strict',
  ])('has no %s, and says so in words', async path => {
    await publishRelease(house, publisher)
    const answer = await get(`${acme}/${path}`, { accept: 'application/json' })
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      status: 404,
      message: expect.stringMatching(/\. .*\./s),
    })
  })

  test.each(['packages/Widget', 'packages/a%62c', 'tarballs/..%2f1.tar'])('takes no %s', async path => {
    expect((await get(`${acme}/${path}`)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('what a repository of Hex gives is for', () => {
  const paths = ['names', 'versions', 'packages/widget', 'tarballs/widget-1.0.0.tar', 'public_key']

  test.each(paths)('whoever may read it: %s', async path => {
    await publishRelease(house, publisher)
    const ask = (authorization?: string) =>
      fetchBytes(house.listener.port, `${acme}/${path}`, authorization === undefined ? {} : { authorization })
    const elsewhere = textOf(await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:globex'] }]))
    const stranger = await house.account('mallory')
    const outsider = textOf(await house.keyOf(stranger, [{ actions: ['read'], targets: ['*'] }]))
    expect((await ask()).status).toBe(401)
    expect((await ask(elsewhere)).status).toBe(403)
    expect((await ask(outsider)).status).toBe(404)
    for (const allowed of [token, `Bearer ${token}`]) expect((await ask(allowed)).status).toBe(200)

    const repository = await house.repositories.find('acme', 'hex')
    granted(await house.repositories.setVisibility(repository?.id ?? '', 'public', operator))
    const open = await ask()
    expect(open.status).toBe(200)
    // A credential that is sent is never ignored.
    expect((await ask(elsewhere)).status).toBe(403)
    granted(await house.repositories.setVisibility(repository?.id ?? '', 'private', operator))
    expect((await ask()).status).toBe(401)
  })

  test('a key for one package: it reads neither the lists nor another', async () => {
    await publishRelease(house, publisher)
    await publishRelease(house, publisher, { name: 'gadget' })
    const narrow = textOf(
      await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme/widget'] }]),
    )
    const statuses = await Promise.all(
      [
        'packages/widget',
        'tarballs/widget-1.0.0.tar',
        'packages/gadget',
        'tarballs/gadget-1.0.0.tar',
        'names',
        'versions',
      ].map(async path => (await get(`${acme}/${path}`, { authorization: narrow })).status),
    )
    expect(statuses).toEqual([200, 200, 403, 403, 403, 403])
  })
})
