import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { processorTime, processorTimeOf } from '../../../../../../test/support/processor-time.ts'
import type { FileContents } from '../../../upstreams/index.ts'
import { wheelBytes } from '../testing/wheel.ts'
import { type ZipEntry, zip } from '../testing/zip.ts'
import { readCoreMetadata } from './core-metadata.ts'
import { readMetadataHeaders } from './metadata-headers.ts'

function contentsOf(bytes: Buffer): FileContents {
  return {
    size: bytes.length,
    async *read({ start, end } = { start: 0, end: bytes.length }) {
      yield bytes.subarray(start, end)
    },
  }
}

const wheel = wheelBytes({ name: 'widget', version: '1.0', requiresPython: '>=3.9' })

describe('core metadata', () => {
  test('are read out of a wheel', async () => {
    const metadata = await readCoreMetadata(contentsOf(wheel))
    expect(readMetadataHeaders(metadata as Buffer)).toEqual({
      name: 'widget',
      version: '1.0',
      requiresPython: '>=3.9',
    })
  })

  test('are found among very many entries, quickly', async () => {
    const entries = Array.from({ length: 20_000 }, (_, index): ZipEntry => [`widget/${index}.py`, ''])
    const large = wheelBytes({ name: 'widget', version: '1.0', entries })
    const read = async () => expect(await readCoreMetadata(contentsOf(large))).toBeInstanceOf(Buffer)
    expect(await processorTime(read)).toBeLessThan(5_000)
  })

  test('in the text of a description count for nothing', () => {
    const text = 'Name: widget\nVersion: 1.0\n\nName: other\nRequires-Python: >=2\n'
    expect(readMetadataHeaders(Buffer.from(text))).toEqual({
      name: 'widget',
      version: '1.0',
      requiresPython: undefined,
    })
  })

  test('with a gap as wide as a book are read in an instant', () => {
    const text = `Name: widget${' '.repeat(50_000)}x\nVersion: 1.0\n\n`
    const read = () => expect(readMetadataHeaders(Buffer.from(text))).toMatchObject({ version: '1.0' })
    expect(processorTimeOf(read)).toBeLessThan(1_000)
  })

  const info: ZipEntry = ['widget-1.0.dist-info/METADATA', 'Name: widget']
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no zip', Buffer.from('hello')],
    ['a zip that is cut off', wheel.subarray(0, -10)],
    ['a zip without its beginning', wheel.subarray(100)],
    ['no METADATA', zip([['widget.py', '']])],
    ['METADATA somewhere else', zip([['a/widget-1.0.dist-info/METADATA', '']])],
    ['two METADATA', zip([info, ['other-1.0.dist-info/METADATA', '']])],
    ['names that leave the folder', zip([info, ['../evil', '']])],
    ['METADATA of 5 MB', zip([[info[0], Buffer.alloc(5 * 1024 * 1024)]])],
    ['a bomb that says it is small', bomb()],
  ])('are refused of %s', async (_, bytes) => {
    expect(await readCoreMetadata(contentsOf(bytes))).toMatchObject({ code: 'wheel_malformed' })
  })
})

/** Says in its directory that METADATA holds 12 bytes; really it unfolds to 100 MB. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(100 * 1024 * 1024))
  const bytes = zip([['widget-1.0.dist-info/METADATA', packed]])
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  for (const at of [8, directory + 10]) bytes.writeUInt16LE(8, at)
  bytes.writeUInt32LE(12, directory + 24)
  return bytes
}
