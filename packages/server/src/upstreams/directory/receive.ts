/** Takes in one file: written and hashed as it comes, synced, then renamed into its place. */
import { statSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Refusal } from '@latchkey/tokens'
import { createFileHashes } from '../file-hashes.ts'
import { fileTooLarge, type KeptFile, type ReceivedFile, type ReceiveOptions } from '../upstream.ts'
import { contentsOf } from './contents.ts'
import type { Layout } from './layout.ts'

export interface Arrival {
  readonly layout: Layout
  /** What the file is called until its digest is known. */
  readonly name: string
  readonly openFile: typeof open
}

export async function receive(
  { layout, name, openFile }: Arrival,
  body: AsyncIterable<Uint8Array>,
  { limit, digests }: ReceiveOptions,
): Promise<ReceivedFile | Refusal<'file_too_large'>> {
  const path = join(layout.arriving, name)
  const hashes = await createFileHashes(digests)
  await mkdir(layout.arriving, { recursive: true })
  const file = await openFile(path, 'wx', 0o640)
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > limit) {
        await rm(path)
        return fileTooLarge(limit)
      }
      hashes.update(chunk)
      await writeAll(file, chunk)
    }
    await file.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
  const computed = hashes.digests()
  return {
    size,
    digests: computed,
    contents: contentsOf(path, size),
    keep: () => keep(path, layout.file(computed.sha256), size),
    discard: () => rm(path, { force: true }),
  }
}

/** `write` may take less than it was given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength; ) {
    written += (await file.write(chunk, written)).bytesWritten
  }
}

/**
 * Renames over what may be there already: the contents are the same, and the newer date keeps the sweep away from a
 * file that an upload is about to name again.
 */
async function keep(path: string, place: string, size: number): Promise<KeptFile> {
  const folder = dirname(place)
  const made = await mkdir(folder, { recursive: true })
  await rename(path, place)
  await syncFolder(folder)
  if (made !== undefined) await syncFolder(dirname(folder))
  return { stillThere: () => statSync(place, { throwIfNoEntry: false })?.size === size }
}

/** A rename survives a power failure once its folder is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
