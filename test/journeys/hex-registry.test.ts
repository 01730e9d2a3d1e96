/** What Latchkey signs is read and verified by a decoder that has nothing of ours: Erlang, with its `public_key`. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type PublicRepository,
  publicRepository,
} from '../../packages/server/src/ecosystems/hex/root/testing/public-repository.ts'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { newSigner } from '../../packages/server/src/ecosystems/hex/testing/signer.ts'
import { type Answer, command } from '../support/command.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'

const script = new URL('../support/read-hex-resource.escript', import.meta.url).pathname

/** As `mix hex.publish` describes what a package needs. */
const requirements = {
  gadget: { app: 'gadget', optional: false, requirement: '~> 1.0', repository: 'acme' },
  jason: { app: 'jason', optional: true, requirement: '>= 1.4.0 and < 2.0.0', repository: 'hexpm' },
}

describeWith(['erlang'], 'Erlang, with its own reading of Protocol Buffers and RSA,', () => {
  const folder = emptyFolder()
  let there: PublicRepository
  let server: HexServer
  let key: string
  const tarballs = new Map<string, Buffer>()

  beforeAll(async () => {
    there = await publicRepository()
    await there.publish('jason', { '1.4.4': Buffer.from('tarball') })
    writeFileSync(join(folder.path, 'hexpm.pem'), there.signer.publicKey)
    server = await startHexServer({
      LATCHKEY_HEX_ROOT: there.address,
      LATCHKEY_HEX_ROOT_KEY: join(folder.path, 'hexpm.pem'),
    })
    key = await server.keyOfAcme('admin', ['publish', 'read', 'retire'])
    for (const version of ['1.10.0', '1.9.0', '2.0.0-rc.1']) {
      const tarball = buildTarball({ version, metadata: { requirements } })
      tarballs.set(version, tarball)
      const published = await server.client.upload(
        '/repos/acme/packages/widget/releases?replace=false',
        tarball,
        { authorization: key },
      )
      expect(published.status).toBe(201)
    }
    const retired = await server.client.api(
      'POST',
      '/repos/acme/packages/widget/releases/1.9.0/retire',
      { reason: 'security', message: 'CVE-2026-1 "quoted"' },
      { authorization: key },
    )
    expect(retired.status).toBe(204)
    const publicKey = await fetch(`${server.origin}/hex/repo/public_key`)
    writeFileSync(join(folder.path, 'public_key.pem'), await publicKey.text())
  })

  afterAll(async () => {
    await server?.close(0)
    there?.[Symbol.dispose]()
    await folder[Symbol.asyncDispose]()
  })

  async function fetched(path: string): Promise<Buffer> {
    const { status, bytes } = await server.client.fetch(path, { authorization: key })
    expect(status).toBe(200)
    return bytes
  }

  function read(
    kind: 'names' | 'versions' | 'package',
    resource: Uint8Array,
    pem = 'public_key.pem',
  ): Promise<Answer> {
    writeFileSync(join(folder.path, 'resource'), resource)
    return command({ words: ['/usr/bin/escript', script, kind, pem, 'resource'], folder: folder.path })
  }
  async function verified(kind: 'names' | 'versions' | 'package', resource: Uint8Array): Promise<unknown> {
    const { status, stdout, output } = await read(kind, resource)
    expect(status, output).toBe(0)
    return JSON.parse(stdout)
  }

  test('verifies a package and reads its releases, what they need, both checksums and why one is retired', async () => {
    const sha256 = (version: string) =>
      createHash('sha256')
        .update(tarballs.get(version) ?? '')
        .digest('hex')
    const inner = (version: string) =>
      /\b([0-9A-F]{64})\b/.exec(tarballs.get(version)?.toString('latin1') ?? '')?.[1]?.toLowerCase()
    const release = (version: string) => ({
      ...{ version, inner_checksum: inner(version), outer_checksum: sha256(version) },
      dependencies: [
        { package: 'gadget', requirement: '~> 1.0' },
        { package: 'jason', requirement: '>= 1.4.0 and < 2.0.0', optional: 1, repository: 'hexpm' },
      ],
    })
    expect(await verified('package', await fetched('/repos/acme/packages/widget'))).toEqual({
      name: 'widget',
      repository: 'acme',
      releases: [
        { ...release('1.9.0'), retired: { reason: 2, message: 'CVE-2026-1 "quoted"' } },
        release('1.10.0'),
        release('2.0.0-rc.1'),
      ],
    })
  })

  test('verifies the lists', async () => {
    expect(await verified('names', await fetched('/repos/acme/names'))).toEqual({
      packages: [{ name: 'widget' }],
      repository: 'acme',
    })
    expect(await verified('versions', await fetched('/repos/acme/versions'))).toEqual({
      packages: [{ name: 'widget', versions: ['1.9.0', '1.10.0', '2.0.0-rc.1'], retired: [0] }],
      repository: 'acme',
    })
  })

  test('refuses what was changed by one bit, wherever', async () => {
    const bytes = gunzipSync(await fetched('/repos/acme/packages/widget'))
    const places = [
      bytes.indexOf('widget'),
      bytes.indexOf('1.10.0') + 2,
      bytes.indexOf('acme'),
      bytes.length - 1,
    ]
    for (const place of places) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(await read('package', gzipSync(changed))).toMatchObject({ status: 1, stderr: 'unverified\n' })
    }
  })

  test('refuses it with the key of somebody else', async () => {
    writeFileSync(join(folder.path, 'other.pem'), newSigner().publicKey)
    const resource = await fetched('/repos/acme/packages/widget')
    expect(await read('package', resource, 'other.pem')).toMatchObject({ status: 1, stderr: 'unverified\n' })
  })

  test('verifies what the root passes on with the key of this server, and no more with that of where it comes from', async () => {
    const { status, bytes } = await server.client.fetch('/packages/jason')
    expect(status).toBe(200)
    expect(await verified('package', bytes)).toMatchObject({ name: 'jason', repository: 'hexpm' })
    expect(await read('package', bytes, 'hexpm.pem')).toMatchObject({ status: 1, stderr: 'unverified\n' })
  })
})
