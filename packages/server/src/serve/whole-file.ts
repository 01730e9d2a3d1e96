/** Files that are there whole or not at all: written beside their place, synced, then put into it. */
import { link, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { RandomBytes } from '../host/index.ts'

export interface WholeFile {
  readonly path: string
  readonly content: string
  /** Of the file: 0o600. */
  readonly mode: number
}

/** Where there is one already, that one stays: of two that are made at once both get the one. */
export async function makeFile(file: WholeFile, random: RandomBytes): Promise<void> {
  const unfinished = await writeBeside(file, random)
  await link(unfinished, file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(unfinished)
  await syncFolderOf(file.path)
}

export async function replaceFile(file: WholeFile, random: RandomBytes): Promise<void> {
  await rename(await writeBeside(file, random), file.path)
  await syncFolderOf(file.path)
}

async function writeBeside({ path, content, mode }: WholeFile, random: RandomBytes): Promise<string> {
  const unfinished = `${path}.${Buffer.from(random(6)).toString('hex')}`
  const file = await open(unfinished, 'wx', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  return unfinished
}

/** A name survives a power failure once its folder is on the disk. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path))
  await folder.sync().finally(() => folder.close())
}
