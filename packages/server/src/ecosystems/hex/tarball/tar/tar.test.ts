import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../../test/support/runs.ts'
import { paxHeader, type TarEntry, writeEntry, writeTar } from '../../testing/write-tar.ts'
import { type Entry, Paths, readEntries, TarMalformed } from './index.ts'

const limits = { entries: 100, bytes: 1024 * 1024 }

async function* inPieces(bytes: Uint8Array, size = 700): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

type Read = Pick<Entry, 'kind' | 'name' | 'target'> & { readonly text: string }

async function read(archive: AsyncIterable<Uint8Array>, most = limits): Promise<readonly Read[]> {
  const found: Read[] = []
  const paths = new Paths()
  for await (const entry of readEntries(archive, most)) {
    paths.add(entry)
    const pieces: Uint8Array[] = []
    for await (const piece of entry.contents) pieces.push(piece.slice())
    found.push({
      kind: entry.kind,
      name: entry.name,
      target: entry.target,
      text: Buffer.concat(pieces).toString(),
    })
  }
  paths.finish()
  return found
}

const readAll = (...entries: readonly TarEntry[]) => read(inPieces(writeTar(entries)))
const names = async (...entries: readonly TarEntry[]) => (await readAll(...entries)).map(({ name }) => name)

describe('the entries of an archive', () => {
  test('are its files, folders and links, in their order, with what they hold', async () => {
    const long = 'x'.repeat(2000)
    expect(
      await readAll(
        { name: 'lib/', type: '5' },
        { name: 'lib/a.ex', contents: long },
        { name: 'empty' },
        { name: 'lib/link', type: '2', target: '../empty' },
        { name: 'old', type: '\0', contents: 'from before POSIX' },
      ),
    ).toEqual([
      { kind: 'folder', name: 'lib/', target: '', text: '' },
      { kind: 'file', name: 'lib/a.ex', target: '', text: long },
      { kind: 'file', name: 'empty', target: '', text: '' },
      { kind: 'link', name: 'lib/link', target: '../empty', text: '' },
      { kind: 'file', name: 'old', target: '', text: 'from before POSIX' },
    ])
  })

  test('have names that are as long as pax, GNU and ustar make them', async () => {
    const name = `${'folder/'.repeat(10)}${'n'.repeat(120)}ä`
    expect(await names(paxHeader({ path: name, mtime: '1.5' }), { name: 'short' })).toEqual([name])
    expect(
      await names(
        { name: '././@LongLink', type: 'L', contents: `${name}\0`, magic: 'ustar  \0' },
        { name: 'short', magic: 'ustar  \0' },
      ),
    ).toEqual([name])
    expect(await names({ name: 'file', prefix: 'some/folder' })).toEqual(['some/folder/file'])
    // GNU keeps times where POSIX has the prefix.
    expect(await names({ name: 'file', prefix: '14000000000', magic: 'ustar  \0' })).toEqual(['file'])
    const [link] = await readAll(
      { name: '././@LongLink', type: 'K', contents: 'a/b\0' },
      { name: 'link', type: '2', target: 'a' },
    )
    expect(link?.target).toBe('a/b')
  })

  test('are named by what stands right before them, and no other entry is', async () => {
    expect(await names(paxHeader({ path: 'long' }), { name: 'first' }, { name: 'second' })).toEqual([
      'long',
      'second',
    ])
  })

  test('may be passed over unread', async () => {
    const archive = writeTar([
      { name: 'a', contents: 'x'.repeat(5000) },
      { name: 'b', contents: 'y' },
    ])
    const found: string[] = []
    for await (const { name } of readEntries(inPieces(archive), limits)) found.push(name)
    expect(found).toEqual(['a', 'b'])
  })

  test('are the same in whatever pieces they come', async () => {
    const archive = writeTar([
      { name: 'a', contents: 'x'.repeat(1500) },
      paxHeader({ path: 'long' }),
      { name: 'b', contents: 'y' },
    ])
    const expected = await read(inPieces(archive, archive.length))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1200 }), async size => {
        expect(await read(inPieces(archive, size))).toEqual(expected)
      }),
      propertyOptions(100),
    )
  })
})

const malformed = (message: string) =>
  expect.objectContaining({ name: 'TarMalformed', message: expect.stringContaining(message) })

describe('an archive is refused', () => {
  test.each<readonly [string, readonly TarEntry[], string]>([
    ['with an absolute path', [{ name: '/etc/passwd' }], '"/etc/passwd" is an absolute path'],
    ['with a path of Windows', [{ name: 'C:/boot.ini' }], 'is an absolute path'],
    ['with backslashes', [{ name: 'a\\..\\b' }], 'is no path'],
    ['with a way out', [{ name: '../evil' }], '"../evil" leads out'],
    ['with a way out below', [{ name: 'a/../../evil' }], 'leads out'],
    ['with a way out in a long name', [paxHeader({ path: '../evil' }), { name: 'good' }], 'leads out'],
    ['with a way out behind a dot', [{ name: './../evil' }], 'leads out'],
    ['without a name', [{ name: '' }], 'is no path'],
    ['with an empty segment', [{ name: 'a//b' }], 'is no path'],
    ['with a dot', [{ name: 'a/./b' }], 'is no path'],
    ['with a sign that terminals obey', [{ name: 'a\u001b[2Jb' }], 'is no path'],
    ['with text that is turned around', [{ name: 'a\u202etxt.exe' }], 'is no path'],
    [
      'with a path that is too long',
      [paxHeader({ path: 'a'.repeat(256) }), { name: 'a' }],
      'longer than 255 bytes',
    ],
    ['that is too deep', [{ name: `${'a/'.repeat(16)}b` }], 'more than 16 folders deep'],
    ['with a hard link', [{ name: 'a', type: '1', target: 'b' }], '"a" is a hard link'],
    ['with a device', [{ name: 'a', type: '3' }], '"a" is a device'],
    ['with a block device', [{ name: 'a', type: '4' }], '"a" is a device'],
    ['with a pipe', [{ name: 'a', type: '6' }], '"a" is a named pipe'],
    ['with a sparse file', [{ name: 'a', type: 'S' }], '"a" is a sparse file'],
    ['with a sparse file of pax', [paxHeader({ 'GNU.sparse.major': '1' }), { name: 'a' }], 'a sparse file'],
    ['with what nobody knows', [{ name: 'a', type: 'Z' }], 'of an unknown kind'],
    ['with headers for all of it', [{ name: 'a', type: 'g', contents: '' }], 'of an unknown kind'],
    [
      'with a link to the folder that it lies in',
      [{ name: 'a/l', type: '2', target: '..' }],
      'leads to a folder',
    ],
    [
      'with links that lead in a circle',
      [
        { name: 'a/f' },
        { name: 'b/g' },
        { name: 'a/l', type: '2', target: '../b' },
        { name: 'b/l', type: '2', target: '../a' },
      ],
      'the link "a/l" leads to a folder',
    ],
    [
      'with a link to a link',
      [
        { name: 'b', type: '2', target: 'c' },
        { name: 'a', type: '2', target: 'b' },
      ],
      'the link "a" leads to a link',
    ],
    [
      'with a link to a folder that comes after it',
      [{ name: 'l', type: '2', target: 'a' }, { name: 'a/f' }],
      'leads to a folder',
    ],
    ['with a link that leads out', [{ name: 'a', type: '2', target: '../b' }], 'the link "a" leads out'],
    [
      'with a link to an absolute path',
      [{ name: 'a', type: '2', target: '/etc/passwd' }],
      'the link "a" leads out',
    ],
    ['with a link to nothing', [{ name: 'a', type: '2' }], 'the link "a" leads out'],
    ['with a link that goes down and up', [{ name: 'a/b/l', type: '2', target: 'c/../d' }], 'leads out'],
    [
      'with a long link that leads out',
      [paxHeader({ linkpath: '../../b' }), { name: 'a/l', type: '2', target: 'x' }],
      'leads out',
    ],
    [
      'with a file in a link',
      [{ name: 'a', type: '2', target: 'b' }, { name: 'a/c' }],
      'lies in something that is no folder',
    ],
    [
      'with a link over a folder',
      [{ name: 'a/c' }, { name: 'a', type: '2', target: 'b' }],
      '"a" is there twice',
    ],
    ['with a file in a file', [{ name: 'a' }, { name: 'a/c' }], 'lies in something that is no folder'],
    ['with one name twice', [{ name: 'a' }, { name: 'b' }, { name: 'a' }], '"a" is there twice'],
    ['with one name twice, once with a dot', [{ name: 'a' }, { name: './a' }], 'is there twice'],
    ['with a link that holds bytes', [{ name: 'a', type: '2', target: 'b', contents: 'c' }], 'holds bytes'],
    ['with a folder that holds bytes', [{ name: 'a', type: '5', contents: 'c' }], 'holds bytes'],
    ['with two sizes of one file', [paxHeader({ size: '1' }), { name: 'a', contents: 'bc' }], 'two sizes'],
    ['with a wrong checksum', [{ name: 'a', checksum: 1 }], 'checksum of a header is wrong'],
    ['of an unknown kind', [{ name: 'a', magic: 'other' }], 'of an unknown kind'],
    ['with a size in base 256', [{ name: 'a', size: '\u0080' }], 'a number that is none'],
    ['with a negative size', [{ name: 'a', size: '-0000000001\0' }], 'a number that is none'],
    [
      'with an extended header that is too long',
      [{ name: 'a', type: 'x', contents: ' '.repeat(70_000) }, { name: 'b' }],
      'extended header is too long',
    ],
    [
      'with too many extended headers',
      [...Array(5).fill(paxHeader({ mtime: '1' })), { name: 'b' }],
      'extended header is too long',
    ],
    [
      'with two names for one entry',
      [
        { name: 'L', type: 'L', contents: '../evil\0', magic: 'ustar  \0' },
        paxHeader({ path: 'good' }),
        { name: 'a' },
      ],
      'says something twice',
    ],
    [
      'with two names in one extended header',
      [{ name: 'a', type: 'x', contents: '16 path=../evil\n13 path=good\n' }, { name: 'b' }],
      'says something twice',
    ],
    ['with a name that ends here and not there', [paxHeader({ path: 'a\0b' }), { name: 'a' }], 'is no path'],
    [
      'with an extended header that is none',
      [{ name: 'a', type: 'x', contents: 'hello' }, { name: 'b' }],
      'cannot be read',
    ],
    [
      'with a record that is longer than all',
      [{ name: 'a', type: 'x', contents: '99 path=a\n' }, { name: 'b' }],
      'cannot be read',
    ],
    [
      'with a record that is shorter than itself',
      [{ name: 'a', type: 'x', contents: '3 path=a\n' }, { name: 'b' }],
      'cannot be read',
    ],
    [
      'with a record without a value',
      [{ name: 'a', type: 'x', contents: '7 path\n' }, { name: 'b' }],
      'cannot be read',
    ],
    [
      'with too many files',
      Array.from({ length: 101 }, (_, index) => ({ name: `f${index}` })),
      'more than 100 files',
    ],
    ['with a file that is larger than all may be', [{ name: 'a', size: 2 ** 32 }], 'more than 1048576 bytes'],
  ])('%s', async (_, entries, message) => {
    await expect(readAll(...entries)).rejects.toEqual(malformed(message))
  })

  test('that is cut off, wherever', async () => {
    const archive = writeTar([{ name: 'a', contents: 'x'.repeat(600) }])
    for (const length of [0, 1, 511, 512, 600, 1024, 1500, 1536]) {
      await expect(read(inPieces(archive.subarray(0, length))), `after ${length}`).rejects.toEqual(
        malformed('cut off'),
      )
    }
  })

  test('with more extended headers than time is taken for', async () => {
    let given = 0
    async function* records() {
      const header = writeEntry({ name: 'a', type: 'x', contents: '6 a=b\n'.repeat(10_000) })
      for (;;) {
        given += header.length
        yield header
        yield writeEntry({ name: `f${given}` })
      }
    }
    const most = { entries: 10_000, bytes: 128 * 1024 * 1024 }
    await expect(read(records(), most)).rejects.toEqual(malformed('extended header is too long'))
    expect(given).toBeLessThan(5 * 1024 * 1024)
  })

  test('that goes on after its end', async () => {
    const archive = Buffer.concat([writeTar([{ name: 'a' }]), writeEntry({ name: 'hidden' })])
    await expect(read(inPieces(archive))).rejects.toEqual(malformed('something follows its end'))
  })

  test('with a name that is not UTF-8', async () => {
    const archive = writeTar([{ name: 'aa' }])
    archive[0] = 0xff
    archive.write(`${(0xff - 'a'.charCodeAt(0) + sumField(archive)).toString(8).padStart(6, '0')}\0 `, 148)
    await expect(read(inPieces(archive))).rejects.toEqual(malformed('not UTF-8'))
  })

  test('with noughts that never end, once they are more than it may unpack to', async () => {
    let given = 0
    async function* endless() {
      yield writeTar([{ name: 'a' }])
      for (;;) {
        given += 65_536
        yield new Uint8Array(65_536)
      }
    }
    await expect(read(endless())).rejects.toEqual(malformed('something follows'))
    expect(given).toBeLessThan(2 * limits.bytes)
  })

  test('before anything of it was read that is too much', async () => {
    let given = 0
    async function* bomb() {
      yield writeEntry({ name: 'a', size: 2 ** 31 })
      for (;;) {
        given += 1
        yield new Uint8Array(65_536)
      }
    }
    await expect(read(bomb())).rejects.toEqual(malformed('unpacks to more'))
    expect(given).toBe(0)
  })

  test('or read, whatever bytes it is made of, and nothing else happens', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc
        .record({
          name: fc.string({ maxLength: 120 }),
          contents: fc.string({ maxLength: 50 }),
          type: fc.constantFrom('0', '2', '5', 'x', 'L', '1'),
          target: fc.string({ maxLength: 20 }),
        })
        .map(writeEntry),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async pieces => {
        await read(inPieces(Buffer.concat(pieces))).catch(error => expect(error).toBeInstanceOf(TarMalformed))
      }),
      propertyOptions(3000),
    )
  })
})

describe('a link', () => {
  test.each([
    ['lib/priv', 'data'],
    ['lib/priv', '../data/x'],
    ['a/b/c', '../../x'],
    ['link', 'a/b/c'],
  ])('%s may point to %s', async (name, target) => {
    expect(await names({ name, type: '2', target })).toEqual([name])
  })
})

/** What the checksum of the first header says. */
function sumField(archive: Buffer): number {
  return Number.parseInt(archive.subarray(148, 154).toString('latin1'), 8)
}
