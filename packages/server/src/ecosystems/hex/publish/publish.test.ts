import { createHash } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { operator } from '../../../audit/index.ts'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import { giveSecondFactor } from '../../../second-factors/testing.ts'
import { attenuated } from '../../pypi/testing/attenuated.ts'
import { buildTarball } from '../testing/build-tarball.ts'
import { type PublishingHouse, publishingHouse } from '../testing/publishing-house.ts'
import { recordedTarball } from '../testing/recorded.ts'

const widget = buildTarball()
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Nothing of it is left: no row, no file, no package. */
async function expectNothing(house: PublishingHouse) {
  expect((await house.inAcme('GET /packages')).body).toEqual([])
  expect(house.arriving()).toEqual([])
  expect(house.held()).toEqual([])
}

const narrowed = (token: Secret, caveat: readonly unknown[]) => new Secret(attenuated(token.expose(), caveat))

async function keyFor(house: PublishingHouse, target: string): Promise<Secret> {
  return (await house.keyOf(house.alice, [{ actions: ['publish'], targets: [target] }])).token
}

describe('a release', () => {
  test('is there at once: its tarball, its checksums and what it needs', async () => {
    const house = await publishingHouse()
    const { name, version, bytes, innerChecksum } = recordedTarball
    const answer = await house.upload(bytes, `/packages/${name}/releases?replace=false`)
    expect(answer).toMatchObject({ status: 201, body: { version, checksum: sha256(bytes), has_docs: false } })
    expect(answer.head).toContain(
      `Location: https://packages.example.com/hex/api/repos/acme/packages/${name}/releases/${version}`,
    )
    const [file] = await house.repositories.files((await found(house, name)).id)
    expect(file).toMatchObject({
      filename: `${name}-${version}.tar`,
      sha256: sha256(bytes),
      details: { innerChecksum },
    })
    const fetched = await house.send(
      { method: 'GET', path: `/hex/repo/repos/acme/tarballs/${name}-${version}.tar` },
      house.key.expose(),
    )
    expect(sha256(Buffer.from(fetched.body, 'latin1'))).toBe(sha256(bytes))
  })

  test.each([
    '/packages/widget/releases',
    '/packages/widget/releases?replace=true',
    '/publish',
    '/publish?replace=false',
  ])('is published by POST %s', async path => {
    const house = await publishingHouse()
    expect(await house.upload(widget, path)).toMatchObject({ status: 201, body: { version: '1.0.0' } })
  })

  test('that comes in pieces of no said length is taken as well', async () => {
    const house = await publishingHouse()
    const chunk = `${widget.length.toString(16)}\r\n`
    const headers = [
      'Content-Type: application/octet-stream',
      'Accept: application/json',
      `Authorization: ${house.key.expose()}`,
    ]
    const answer = await sendRaw(
      house.listener.port,
      head('POST /hex/api/repos/acme/publish', 'Transfer-Encoding: chunked', ...headers),
      ...[chunk, widget, '\r\n0\r\n\r\n'],
    )
    expect(answer.status).toBe(201)
  })

  test('of the same bytes again is there already, and changes nothing', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    expect(await house.upload(widget)).toMatchObject({ status: 200, body: { version: '1.0.0' } })
    expect((await house.audit.list('all', { what: 'file.published' })).items).toHaveLength(1)
  })

  test('whose version exists is never replaced, not with --replace either', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    const other = buildTarball({
      files: [{ name: 'mix.exs', contents: 'other contents, of some more bytes'.repeat(500) }],
    })
    const sameLength = Buffer.from(widget)
    // The time of the first entry, and what it does to the checksum of its header.
    sameLength.write('07030166601\0', 136)
    sameLength.write(
      `${(Number.parseInt(widget.subarray(148, 154).toString(), 8) + 1).toString(8).padStart(6, '0')}\0 `,
      148,
    )
    for (const bytes of [other, sameLength]) {
      const answer = await house.upload(bytes, '/packages/widget/releases?replace=true')
      expect(answer).toMatchObject({
        status: 422,
        body: { status: 422, errors: { version: expect.stringContaining('has already been published') } },
      })
      expect(answer.body.message).toContain('under a new version')
    }
    const [file, ...more] = await house.repositories.files((await found(house, 'widget')).id)
    expect(more).toEqual([])
    expect(file?.sha256).toBe(sha256(widget))
    expect(house.arriving()).toEqual([])
  })

  test('that was deleted never comes back, not as it was either', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    expect((await house.inAcme('DELETE /packages/widget/releases/1.0.0')).status).toBe(204)
    expect(await house.upload(widget)).toMatchObject({
      status: 422,
      body: { errors: { version: expect.stringContaining('never used again') } },
    })
    expect((await house.publish({ version: '1.0.1' })).status).toBe(201)
  })

  test('is published twice at the same time once', async () => {
    const house = await publishingHouse()
    const answers = await Promise.all(Array.from({ length: 4 }, () => house.upload(widget)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
  })
})

async function found(house: PublishingHouse, name: string) {
  const repository = await house.repositories.find('acme', 'hex')
  const owner = repository && (await house.repositories.findPackage(repository.id, name))
  if (owner === undefined) throw new Error(`${name} is not there.`)
  return owner
}

describe('publishing is refused', () => {
  test('where the name of the address is not that of the tarball', async () => {
    const house = await publishingHouse()
    expect(await house.upload(widget, '/packages/gadget/releases')).toMatchObject({
      status: 422,
      body: { errors: { name: 'is "widget" in the tarball and "gadget" in the address' } },
    })
    await expectNothing(house)
  })

  test('of a package that the key is not for, whichever way its name is said', async () => {
    const house = await publishingHouse()
    const key = await keyFor(house, 'hex:acme/gadget')
    expect((await house.upload(widget, '/packages/widget/releases', key)).status).toBe(403)
    expect((await house.upload(widget, '/publish', key)).status).toBe(403)
    expect(await house.upload(widget, '/packages/gadget/releases', key)).toMatchObject({ status: 422 })
    await expectNothing(house)
  })

  test('of a name that somebody else maintains', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    const bob = await house.account('bob')
    await house.member(house.acme, bob, 'write')
    const { token } = await house.keyOf(bob, [{ actions: ['publish'], targets: ['hex:acme'] }])
    for (const path of ['/packages/widget/releases', '/publish'])
      expect((await house.upload(buildTarball({ version: '2.0.0' }), path, token)).status).toBe(403)
    expect((await house.publish({ name: 'gadget' }, token)).status).toBe(201)
  })

  test('in an organization that one may not see, as in one that is not there', async () => {
    const house = await publishingHouse()
    const answers = await Promise.all(
      ['globex', 'nowhere'].map(organization =>
        house.send(
          {
            method: 'POST',
            path: `/hex/api/repos/${organization}/publish`,
            headers: { Accept: 'application/json' },
            body: widget,
          },
          house.key.expose(),
        ),
      ),
    )
    const [globex, nowhere] = answers.map(({ status, body }) => ({
      status,
      body: body.replaceAll(/globex|nowhere/g, 'ORG'),
    }))
    expect(globex).toEqual(nowhere)
    expect(globex?.status).toBe(404)
  })

  test('by a token that names another digest, or another version', async () => {
    const house = await publishingHouse()
    const key = await keyFor(house, 'hex:acme')
    for (const caveat of [
      ['digest', [`sha256:${'0'.repeat(64)}`]],
      ['version', ['2.0.0']],
    ] as const) {
      expect((await house.upload(widget, '/publish', narrowed(key, caveat))).status).toBe(403)
    }
    await expectNothing(house)
    for (const digest of [
      `sha256:${sha256(widget)}`,
      `sha512:${createHash('sha512').update(widget).digest('hex')}`,
    ]) {
      expect(
        (await house.upload(widget, '/publish', narrowed(key, ['digest', [digest]]))).status,
      ).toBeLessThan(202)
    }
  })

  test('without a credential, with a challenge', async () => {
    const house = await publishingHouse()
    const answer = await house.send({ method: 'POST', path: '/hex/api/repos/acme/publish', body: widget })
    expect(answer.status).toBe(401)
    expect(answer.head).toMatch(/^WWW-Authenticate: Bearer realm="hex"/im)
    await expectNothing(house)
  })

  test('of what is no tarball, or none of ours, and nothing is left of it', async () => {
    const house = await publishingHouse()
    const broken = Buffer.from(widget)
    broken.fill(0x20, 2700, 2720)
    for (const bytes of [
      Buffer.from('hello'),
      Buffer.alloc(0),
      broken,
      widget.subarray(0, widget.length - 1500),
      buildTarball({ parts: { CHECKSUM: 'A'.repeat(64) } }),
      buildTarball({ files: [{ name: '../evil' }] }),
      buildTarball({ metadata: { name: 'gadget' } }),
      buildTarball({ metadata: { requirements: { jason: { requirement: 'newest' } } } }),
    ]) {
      const answer = await house.upload(bytes)
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({ status: 422, message: expect.any(String) })
    }
    await expectNothing(house)
  })

  test('or it is published as it was meant, whatever bytes are changed on the way: nothing fails, and nothing half is left', async () => {
    const house = await publishingHouse()
    const { bytes, name, version } = recordedTarball
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ change
        const answer = await house.upload(changed, '/publish')
        expect([201, 422]).toContain(answer.status)
        if (answer.status === 201) expect(answer.body).toMatchObject({ version, checksum: sha256(changed) })
        expect(house.arriving()).toEqual([])
      }),
      propertyOptions(300),
    )
    const { items } = await house.repositories.packages(
      (await house.repositories.find('acme', 'hex'))?.id ?? '',
    )
    expect(items.filter(each => each.name !== name)).toEqual([])
  })

  test('of what is sent as something else than bytes', async () => {
    const house = await publishingHouse()
    const request = {
      method: 'POST',
      path: '/hex/api/repos/acme/publish',
      headers: { 'Content-Type': 'application/json' },
      body: widget,
    }
    expect((await house.send(request, house.key.expose())).status).toBe(415)
  })

  test('of more than 16 MiB, before a byte of it is sent, and while it comes where its length is not said', async () => {
    const house = await publishingHouse({ uploadLimit: 64 * 1024 * 1024 })
    const headers = [
      'Content-Type: application/octet-stream',
      'Accept: application/json',
      `Authorization: ${house.key.expose()}`,
    ]
    const early = await sendRaw(
      house.listener.port,
      head(
        'POST /hex/api/repos/acme/publish',
        'Content-Length: 16777217',
        'Expect: 100-continue',
        ...headers,
      ),
    )
    expect(early).toMatchObject({ status: 413, body: expect.stringContaining('16777216 bytes') })
    const large = buildTarball({ parts: { 'contents.tar.gz': Buffer.alloc(17 * 1024 * 1024, 1) } })
    const late = await sendRaw(
      house.listener.port,
      head('POST /hex/api/repos/acme/publish', 'Transfer-Encoding: chunked', ...headers),
      ...[`${large.length.toString(16)}\r\n`, large, '\r\n0\r\n\r\n'],
    )
    expect(late).toMatchObject({ status: 413 })
    await expectNothing(house)
  })

  test('of more than a quota leaves, but not of what is there already', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    await house.organizations.setQuota(house.acme.id, { storage: widget.length }, operator)
    expect((await house.upload(widget)).status).toBe(200)
    expect(await house.publish({ version: '1.0.1' })).toMatchObject({ status: 413 })
  })
})

describe('a body is asked for only once it may be published', () => {
  const asking = (
    house: PublishingHouse,
    path: string,
    key: Secret | undefined,
    ...more: readonly string[]
  ) =>
    sendRaw(
      house.listener.port,
      head(
        `POST /hex/api/repos/acme${path}`,
        ...[
          'Content-Type: application/octet-stream',
          'Accept: application/json',
          `Content-Length: ${widget.length}`,
        ],
        ...['Expect: 100-continue', ...more],
        ...(key ? [`Authorization: ${key.expose()}`] : []),
      ),
    )

  test('so who may not is told without having sent it', async () => {
    const house = await publishingHouse()
    const reader = (await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }])).token
    expect((await asking(house, '/packages/widget/releases', reader)).status).toBe(403)
    expect((await asking(house, '/publish', undefined)).status).toBe(401)
    expect((await asking(house, '/packages/Widget/releases', house.key)).status).toBe(404)
  })

  test('so a login that lacks its code is asked for it first', async () => {
    const house = await publishingHouse()
    await giveSecondFactor(house.store, house.alice.id, house.clock)
    const answer = await asking(house, '/packages/widget/releases', await house.loggedIn())
    expect(answer.status).toBe(401)
    expect(answer.head).toMatch(/^WWW-Authenticate: Bearer realm="hex", error="totp_required"/im)
  })

  test('and a version that exists is told from its metadata: what follows is not waited for', async () => {
    const house = await publishingHouse()
    await house.upload(widget)
    const larger = buildTarball({ files: [{ name: 'a', contents: 'b'.repeat(100) }, { name: 'c' }] })
    const headers = [
      'Content-Type: application/octet-stream',
      'Accept: application/json',
      `Authorization: ${house.key.expose()}`,
    ]
    const beginning = larger.subarray(0, 512 * 8)
    const sending = sendRaw(
      house.listener.port,
      head('POST /hex/api/repos/acme/publish', `Content-Length: ${5_000_000}`, ...headers),
      beginning,
      ...Array.from({ length: 76 }, () => Buffer.alloc(65_536)),
      Buffer.alloc(5_000_000 - beginning.length - 76 * 65_536),
    )
    expect(await sending).toMatchObject({
      status: 422,
      body: expect.stringContaining('already been published'),
    })
  })
})

describe('without an organization', () => {
  test.each([
    'POST /packages/widget/releases',
    'POST /publish',
    'GET /packages/widget',
    'GET /packages',
    'DELETE /packages/widget/releases/1.0.0',
  ])('%s is refused with the way to name one', async call => {
    const house = await publishingHouse()
    const answer = await house.api(house.key, call)
    expect(answer).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('--organization') },
    })
    expect((await house.api('latchkey-nonsense', call)).status).toBe(401)
  })
})
