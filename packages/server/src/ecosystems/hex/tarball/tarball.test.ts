import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGzip, deflateRawSync, gzipSync } from 'node:zlib'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { buildTarball, type Metadata, type TarballInput, writeMetadata } from '../testing/build-tarball.ts'
import { writeEntry, writeTar } from '../testing/write-tar.ts'
import { type HexTarball, readTarball, readTarballHead } from './index.ts'

async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const read = (input?: TarballInput) => readTarball(inPieces(buildTarball(input)))

async function tarballOf(input?: TarballInput): Promise<HexTarball> {
  const tarball = await read(input)
  if (refused(tarball)) throw new Error(tarball.message)
  return tarball
}

const withMetadata = (metadata: Metadata) => read({ metadata })
const withConfig = (text: string | Uint8Array) => read({ parts: { 'metadata.config': text } })
const withContents = (contents: Uint8Array) => read({ parts: { 'contents.tar.gz': contents } })

describe('a Hex tarball', () => {
  test('says its name, version, metadata and inner checksum', async () => {
    const requirements = {
      jason: { app: 'jason', optional: false, requirement: '~> 1.2', repository: 'hexpm' },
      gadget: { app: 'gadget_app', optional: true, requirement: '>= 1.0.0 and < 2.0.0', repository: 'acme' },
    }
    expect(
      await tarballOf({ metadata: { elixir: '~> 1.14', requirements, extra: { a: ['b', 1] } } }),
    ).toEqual({
      name: 'widget',
      version: '1.0.0',
      app: 'widget',
      requirements: [
        { name: 'jason', app: 'jason', optional: false, requirement: '~> 1.2', repository: 'hexpm' },
        {
          name: 'gadget',
          app: 'gadget_app',
          optional: true,
          requirement: '>= 1.0.0 and < 2.0.0',
          repository: 'acme',
        },
      ],
      metadata: {
        description: 'A widget',
        licenses: ['Apache-2.0'],
        links: { Website: 'https://example.com' },
        elixir: '~> 1.14',
        buildTools: ['mix'],
        extra: { a: ['b', 1] },
      },
      innerChecksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('may leave out whatever is not needed, and say nil', async () => {
    const config = writeMetadata({
      name: 'widget',
      version: '1.0.0',
      app: 'widget',
      description: null,
      elixir: null,
    })
    const tarball = await withConfig(config)
    expect(tarball).toMatchObject({ requirements: [], metadata: { licenses: [], links: {}, buildTools: [] } })
  })

  test('may have its requirements as a list, as they were before 2016', async () => {
    const requirements = [{ name: 'jason', app: 'jason', optional: false, requirement: '~> 1.2' }]
    expect((await tarballOf({ metadata: { requirements } })).requirements).toEqual([
      { name: 'jason', app: 'jason', optional: false, requirement: '~> 1.2' },
    ])
  })

  test.each([
    [['VERSION', 'CHECKSUM', 'metadata.config', 'contents.tar.gz']],
    [['VERSION', 'metadata.config', 'contents.tar.gz', 'CHECKSUM']],
  ])('may have its parts in the order %j', async order => {
    expect(refused(await read({ order }))).toBe(false)
  })

  test('may hold links that stay inside', async () => {
    const files = [
      { name: 'priv/data', contents: 'x' },
      { name: 'lib/data', type: '2', target: '../priv/data' },
    ]
    expect(refused(await read({ files }))).toBe(false)
  })

  test('is read in whatever pieces it comes', async () => {
    const bytes = buildTarball()
    const expected = await readTarball(inPieces(bytes))
    for (const size of [1, 7, 511, 512, 513, 4096])
      expect(await readTarball(inPieces(bytes, size))).toEqual(expected)
  })

  test('tells its metadata before its contents are there', async () => {
    const head = buildTarball({ order: ['VERSION', 'CHECKSUM', 'metadata.config'] }).subarray(0, -1024)
    async function* broken() {
      yield head
      throw new Error('The connection is gone.')
    }
    expect(await readTarballHead(broken())).toMatchObject({ name: 'widget', version: '1.0.0' })
    await expect(readTarball(broken())).rejects.toThrow('The connection is gone.')
  })

  test('closes what it was read from, whether it is good or bad', async () => {
    for (const bytes of [buildTarball(), buildTarball({ parts: { VERSION: '4' } }), Buffer.from('no tar')]) {
      let closed = false
      async function* source() {
        try {
          yield* inPieces(bytes)
        } finally {
          closed = true
        }
      }
      await readTarball(source())
      expect(closed).toBe(true)
    }
  })
})

describe('a tarball is refused', () => {
  test.each<readonly [string, TarballInput, string]>([
    ['of another version', { parts: { VERSION: '4' } }, 'of another version than 3'],
    ['whose version has a line end', { parts: { VERSION: '3\n' } }, 'of another version than 3'],
    [
      'whose checksum is of something else',
      { parts: { CHECKSUM: 'A'.repeat(64) } },
      'not what its CHECKSUM says',
    ],
    ['whose checksum is cut off', { parts: { CHECKSUM: 'ABCD' } }, 'not what its CHECKSUM says'],
    ['whose checksum is empty', { parts: { CHECKSUM: '' } }, 'not what its CHECKSUM says'],
    ['without a checksum', { order: ['VERSION', 'metadata.config', 'contents.tar.gz'] }, 'lacks CHECKSUM'],
    ['without contents', { order: ['VERSION', 'CHECKSUM', 'metadata.config'] }, 'lacks contents.tar.gz'],
    ['without metadata', { order: ['VERSION', 'CHECKSUM'] }, 'lacks metadata.config'],
    ['that is empty', { order: [] }, 'lacks'],
    [
      'whose contents come first',
      { order: ['VERSION', 'CHECKSUM', 'contents.tar.gz', 'metadata.config'] },
      'before VERSION and metadata.config',
    ],
    [
      'with another file',
      { order: ['VERSION', { name: 'evil' }] },
      'holds "evil", which does not belong there',
    ],
    ['with a part in a folder', { order: [{ name: './VERSION', contents: '3' }] }, 'does not belong there'],
    [
      'with a part that is a link',
      { order: [{ name: 'VERSION', type: '2', target: '/etc/passwd' }] },
      'does not belong there',
    ],
    [
      'with metadata twice',
      { order: ['VERSION', 'metadata.config', 'metadata.config', 'contents.tar.gz'] },
      'holds metadata.config twice',
    ],
    [
      'with more files than parts',
      { order: ['VERSION', 'CHECKSUM', 'metadata.config', 'contents.tar.gz', { name: 'evil' }] },
      'more than 4 files',
    ],
    [
      'whose metadata are too long',
      { parts: { 'metadata.config': ' '.repeat(2 * 1024 * 1024 + 1) } },
      'more than 2097152 bytes',
    ],
    [
      'with a version that is longer than any',
      { order: [{ name: 'VERSION', contents: '3', size: 100 }] },
      'more than 16 bytes',
    ],
  ])('%s', async (_, input, message) => {
    const answer = await read(input)
    expect(answer).toMatchObject({ message: expect.stringContaining(message), next: expect.any(String) })
  })

  test('of whose bytes one was changed', async () => {
    const bytes = buildTarball()
    const expected = await readTarball(inPieces(bytes))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ change
        const answer = await readTarball(inPieces(changed))
        // Times, owners and the letters of the checksum may change; what is published may not.
        expect(refused(answer) || JSON.stringify(answer) === JSON.stringify(expected)).toBe(true)
      }),
      propertyOptions(1000),
    )
  })

  test('that is cut off anywhere', async () => {
    const bytes = buildTarball()
    for (let length = 0; length < bytes.length - 1024; length += 101) {
      expect(refused(await readTarball(inPieces(bytes.subarray(0, length)))), `after ${length}`).toBe(true)
    }
  })

  test('that is no tar at all', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), randomBytes(4096), gzipSync('x')])
      expect(await readTarball(inPieces(bytes))).toMatchObject({ code: 'tarball_malformed' })
  })
})

describe('contents are refused', () => {
  const archive = (...entries: Parameters<typeof writeTar>[0]) => gzipSync(writeTar(entries))

  test.each<readonly [string, () => Buffer, string]>([
    ['that are no gzip', () => writeTar([{ name: 'a' }]), 'no gzip'],
    [
      'that are damaged',
      () => Buffer.concat([archive({ name: 'a', contents: 'b' }).subarray(0, -8), Buffer.alloc(8)]),
      'no gzip',
    ],
    [
      'that are cut off',
      () => archive({ name: 'a', contents: randomBytes(2000) }).subarray(0, -20),
      'no gzip, or is damaged',
    ],
    ['that are empty', () => archive(), 'holds no file'],
    ['of folders alone', () => archive({ name: 'a/', type: '5' }), 'holds no file'],
    ['that are deflated without a header', () => deflateRawSync(writeTar([{ name: 'a' }])), 'no gzip'],
    [
      'with something behind',
      () => Buffer.concat([archive({ name: 'a' }), Buffer.from('hidden')]),
      'no gzip, or is damaged',
    ],
    [
      'with noughts behind',
      () => Buffer.concat([archive({ name: 'a' }), Buffer.alloc(100)]),
      'something follows its end',
    ],
    [
      'with an archive behind the archive',
      () => Buffer.concat([archive({ name: 'a' }), archive({ name: 'b' })]),
      'something follows its end',
    ],
    ['with an absolute path', () => archive({ name: '/etc/passwd' }), '"/etc/passwd" is an absolute path'],
    ['with a way out', () => archive({ name: 'lib/../../evil' }), 'leads out of the package'],
    ['with a link out', () => archive({ name: 'lib', type: '2', target: '/' }), 'the link "lib" leads out'],
    [
      'with a file behind a link',
      () => archive({ name: 'lib', type: '2', target: 'x' }, { name: 'lib/a' }),
      'lies in something that is no folder',
    ],
    ['with a hard link', () => archive({ name: 'a', type: '1', target: 'b' }), 'hard link'],
    ['with a device', () => archive({ name: 'a', type: '3' }), 'device'],
    [
      'with more than 10 000 files',
      () => archive(...Array.from({ length: 10_001 }, (_, index) => ({ name: `f${index}` }))),
      'more than 10000 files',
    ],
  ])('%s, and the entry is named', async (_, contents, message) => {
    expect(await withContents(contents())).toMatchObject({
      code: 'archive_malformed',
      message: expect.stringContaining(message),
    })
  })

  const mebibyte = 1024 * 1024

  function* noughtsAfter(beginning: Uint8Array, mebibytes: number) {
    yield beginning
    const noughts = Buffer.alloc(mebibyte)
    for (let count = 0; count < mebibytes; count++) yield noughts
  }

  const bombOf = (pieces: Iterable<Uint8Array>) =>
    buffer(Readable.from(pieces).pipe(createGzip({ level: 1 })))

  test.each([
    [
      'in one file',
      noughtsAfter(writeEntry({ name: 'bomb', size: 160 * mebibyte }), 160),
      'unpacks to more than 134217728 bytes',
    ],
    ['behind their end', noughtsAfter(writeTar([{ name: 'a' }]), 160), 'something follows its end'],
  ])(
    'that would unpack to more than 128 MiB %s, with no more of it in memory than a little',
    async (_, pieces, message) => {
      const bomb = await bombOf(pieces)
      expect(bomb.length).toBeLessThan(mebibyte)
      const before = process.memoryUsage().rss
      expect(await withContents(bomb)).toMatchObject({ message: expect.stringContaining(message) })
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte)
    },
  )
})

describe('metadata are refused', () => {
  test.each<readonly [string, Metadata, object]>([
    ['without a name', { name: null }, { name: expect.any(String) }],
    ['with a name that is none', { name: '../evil' }, { name: 'is no name of a Hex package' }],
    ['with a name that is a number', { name: 5 }, { name: 'is no text' }],
    ['with a version that is none', { version: '1.0' }, { version: expect.stringContaining('SemVer') }],
    ['with a build', { version: '1.0.0+b' }, { version: expect.stringContaining('without a build') }],
    ['without an application', { app: '' }, { app: "can't be blank" }],
    ['with an application that is none', { app: 'a b' }, { app: expect.any(String) }],
    [
      'with a link that is none',
      { links: { Evil: 'javascript:alert(1)' } },
      { links: { Evil: 'is no address of the web' } },
    ],
    ['with licenses that are no list', { licenses: 'MIT' }, { licenses: 'is no list of texts' }],
    ['with a requirement on Elixir that is none', { elixir: 'newest' }, { elixir: expect.any(String) }],
    [
      'with a requirement that is none',
      { requirements: { jason: { requirement: '1' } } },
      { requirements: { jason: { requirement: expect.any(String) } } },
    ],
    [
      'with a requirement without one',
      { requirements: { jason: { app: 'jason' } } },
      { requirements: { jason: { requirement: expect.any(String) } } },
    ],
    [
      'with a requirement on what is no package',
      { requirements: { 'Not-It': { requirement: '~> 1.0' } } },
      { requirements: { 'Not-It': 'is no name of a Hex package' } },
    ],
    [
      'with a requirement that is optional or not',
      { requirements: { jason: { requirement: '~> 1.0', optional: 'yes' } } },
      { requirements: { jason: { optional: 'is neither true nor false' } } },
    ],
    [
      'with two requirements on one package, as a list',
      {
        requirements: [
          { name: 'jason', requirement: '~> 1.0' },
          { name: 'jason', requirement: '~> 2.0' },
        ],
      },
      { requirements: 'is no list of pairs' },
    ],
    [
      'with a requirement, as a list, on what much that reads objects passes over',
      { requirements: [{ name: '__proto__', requirement: '~> 1.0' }] },
      { requirements: expect.anything() },
    ],
    [
      'with a link whose name terminals obey',
      { links: { 'a\u001b[2J': 'https://example.com' } },
      { links: expect.anything() },
    ],
    [
      'with text that is turned around',
      { description: 'a\u202eb' },
      { description: 'holds signs that are no text' },
    ],
    [
      'with signs that terminals obey',
      { description: 'a\u001b[2Jb' },
      { description: 'holds signs that are no text' },
    ],
    [
      'with more than may be kept',
      { extra: { a: 'b'.repeat(70_000) } },
      { meta: 'has more than 65536 bytes' },
    ],
  ])('%s, and the field is blamed', async (_, metadata, errors) => {
    expect(await withMetadata(metadata)).toMatchObject({ code: 'metadata_invalid', errors })
  })

  test.each([
    ['that are no terms', 'hello'],
    ['that are no pairs', '<<"name">>.'],
    ['with an unknown atom', '{<<"name">>, evil}.'],
    ['that lie deep in each other', `{<<"extra">>, ${'['.repeat(100_000)}}.`],
    ['with a key twice', '{<<"name">>, <<"widget">>}.\n{<<"name">>, <<"gadget">>}.'],
    ['with a key that is no key of an object', '{<<"requirements">>, [{<<"__proto__">>, []}]}.'],
    ['with a tuple where none may be', '{<<"extra">>, {1, 2, 3}}.'],
    ['that are no UTF-8', Buffer.from([0xff, 0xfe])],
  ])('%s', async (_, config) => {
    const answer = await withConfig(config)
    expect(refused(answer) && /^metadata_(?:malformed|invalid)$/.test(answer.code)).toBe(true)
  })
})

test('the inner checksum is the SHA-256 of version, metadata and contents', async () => {
  const config = writeMetadata({ name: 'widget', version: '1.0.0', app: 'widget' })
  const contents = gzipSync(writeTar([{ name: 'a', contents: 'b' }]))
  const expected = createHash('sha256').update('3').update(config).update(contents).digest('hex')
  const tarball = await read({ parts: { 'metadata.config': config, 'contents.tar.gz': contents } })
  expect(tarball).toMatchObject({ innerChecksum: expected })
})
