/** What a source distribution says about itself: the file PKG-INFO at its top (PEP 625, core metadata). */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { FileContents } from '../../../upstreams/index.ts'
import { readTar } from './read-tar.ts'

/** Largest PKG-INFO that is looked at, and how much is unpacked to find it, in bytes. */
const longest = 4 * 1024 * 1024
const mostUnpacked = 512 * 1024 * 1024

/** `undefined` where there is none, or where the archive is damaged: nothing was promised about it. */
export async function readPackageInformation(sdist: FileContents): Promise<Buffer | undefined> {
  const unpacked = createGunzip()
  const unpacking = pipeline(Readable.from(sdist.read()), unpacked).catch(() => undefined)
  try {
    const isIt = (name: string) => /^[^/]+\/PKG-INFO$/.test(name)
    return await readTar(unpacked, isIt, { longest, most: mostUnpacked })
  } catch {
    return undefined
  } finally {
    unpacked.destroy()
    await unpacking
  }
}
