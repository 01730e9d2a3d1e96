/** The file of the master keys, `master-keys.json` in the data folder: made, read and replaced, never written into. */
import { open, rename, unlink } from 'node:fs/promises'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import type { MasterKeyEntries } from '../keys/index.ts'
import { formatMasterKeys, parseMasterKeys } from './master-key-text.ts'
import { readOwnersFile } from './owners-file.ts'
import { makeFile, syncFolderOf } from './whole-file.ts'

/** Only the user that runs the server reads the keys. */
const fileMode = 0o600

export type UnreadableCode = 'master_key_unreadable' | 'master_key_exposed'

/** Nothing where there is no file. */
export async function readMasterKeyFile(
  path: string,
): Promise<MasterKeyEntries | undefined | Refusal<UnreadableCode>> {
  const file = await readOwnersFile(path)
  if (file === undefined) return undefined
  return file === 'exposed' ? exposed(path) : readable(path, file.text)
}

/** Makes the first key. A crash leaves a whole file or none, and of two first starts at once both get the one key. */
export async function makeMasterKeyFile(path: string, random: RandomBytes): Promise<void> {
  const first = { minting: 'm1', keys: new Map([['m1', random(32)]]) }
  await makeFile({ path, content: formatMasterKeys(first).expose(), mode: fileMode }, random)
}

/**
 * Puts what `change` makes of the keys, if anything, in their place: a crash leaves the file as it was or as it is to be, and of two
 * changes at once one is refused.
 */
export async function changeMasterKeyFile(
  path: string,
  change: (given: MasterKeyEntries | undefined) => MasterKeyEntries | Refusal | undefined,
): Promise<undefined | Refusal> {
  const unfinished = `${path}.new`
  const file = await open(unfinished, 'wx', fileMode).catch(isThere)
  if (file === undefined) return busy(unfinished)
  try {
    const given = await readMasterKeyFile(path)
    const changed = refused(given) ? given : change(given)
    if (changed === undefined || refused(changed)) {
      await unlink(unfinished)
      return changed
    }
    await file.writeFile(formatMasterKeys(changed).expose())
    await file.sync()
    await rename(unfinished, path)
    await syncFolderOf(path)
    return undefined
  } finally {
    await file.close()
  }
}

/** Writes the keys to where there is nothing yet. */
export async function writeNewMasterKeyFile(
  path: string,
  entries: MasterKeyEntries,
): Promise<undefined | Refusal<'file_exists'>> {
  const file = await open(path, 'wx', fileMode).catch(isThere)
  if (file === undefined) return refuse('file_exists', `There is a file ${path} already.`, 'Name another.')
  try {
    await file.writeFile(formatMasterKeys(entries).expose())
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolderOf(path)
  return undefined
}

function isThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error
}

function exposed(path: string): Refusal<'master_key_exposed'> {
  return refuse(
    'master_key_exposed',
    `Other users of this machine can reach the master keys at ${path}.`,
    `Type: chmod 600 ${path}`,
  )
}

function readable(path: string, text: string): MasterKeyEntries | Refusal<'master_key_unreadable'> {
  const read = parseMasterKeys(text)
  if (!refused(read)) return read
  return refuse(
    'master_key_unreadable',
    `The master keys at ${path} cannot be read: ${read.message}.`,
    'Put the file back from where it is kept. It is left as it is.',
  )
}

function busy(unfinished: string): Refusal<'master_keys_busy'> {
  return refuse(
    'master_keys_busy',
    'Another command is changing the master keys, or was interrupted while it did.',
    `Try again. If no other command runs, remove what it left: rm ${unfinished}`,
  )
}
