/** What a wheel says about itself: the file METADATA inside it (PEP 427, PEP 658). */
import { buffer } from 'node:stream/consumers'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import type { FileContents } from '../../../upstreams/index.ts'
import { ContentsReader } from './contents-reader.ts'

/** Largest METADATA that is looked at, in bytes: the whole description of a package stands in it. */
const longest = 4 * 1024 * 1024

/** Most entries that are looked through. */
const mostEntries = 100_000

/** The bytes of METADATA, or why there are none. A zip that lies about its sizes is refused, not believed. */
export async function readCoreMetadata(wheel: FileContents): Promise<Buffer | Refusal<'wheel_malformed'>> {
  try {
    const zip = await fromRandomAccessReaderPromise(new ContentsReader(wheel), wheel.size, {
      autoClose: false,
    })
    const entry = await findMetadata(zip)
    return refused(entry) ? entry : await buffer(await zip.openReadStreamPromise(entry))
  } catch (error) {
    // The reader of zips throws a sentence for whatever is wrong with one.
    return malformed(error instanceof Error ? error.message : 'unreadable')
  }
}

async function findMetadata(zip: ZipFile): Promise<Entry | Refusal<'wheel_malformed'>> {
  if (zip.entryCount > mostEntries) return malformed(`more than ${mostEntries} entries`)
  const found: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    if (/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) found.push(entry)
  }
  const [entry, another] = found
  if (entry === undefined) return malformed('no .dist-info/METADATA in it')
  if (another !== undefined) return malformed('more than one .dist-info/METADATA in it')
  return entry.uncompressedSize > longest ? malformed(`METADATA of more than ${longest} bytes`) : entry
}

function malformed(what: string): Refusal<'wheel_malformed'> {
  return refuse(
    'wheel_malformed',
    `This is not a wheel: ${quoted(what, 120)}.`,
    'Build it again, as with python3 -m build.',
  )
}
