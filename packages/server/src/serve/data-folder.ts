/** The data folder and the master keys in it, made on the first start. */
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import type { MasterKeyEntries } from '../keys/index.ts'
import type { DataFolder } from './configuration.ts'
import { parseMasterKeys } from './master-key-text.ts'

/** Only the user that runs the server enters the folder or reads the keys. */
const folderMode = 0o700
const fileMode = 0o600

/** Makes the folder where it is missing, and takes it away from other users where it is loose. */
export async function prepareDataFolder(folder: DataFolder): Promise<void> {
  await mkdir(folder.path, { recursive: true, mode: folderMode })
  await chmod(folder.path, folderMode)
  await mkdir(folder.files, { recursive: true, mode: folderMode })
}

/**
 * The master keys of the folder. The first start makes one; a later start that does not find the file must not (every
 * token would die silently), so `mayMake` says whether the database knows of none yet.
 */
export async function readMasterKeys(
  path: string,
  hands: { readonly random: RandomBytes; readonly mayMake: boolean },
): Promise<
  MasterKeyEntries | Refusal<'master_key_missing' | 'master_key_unreadable' | 'master_key_exposed'>
> {
  const text = (await readIfThere(path)) ?? (hands.mayMake ? await made(path, hands.random) : undefined)
  if (text !== undefined) return (await refuseExposed(path)) ?? readable(path, text)
  return refuse(
    'master_key_missing',
    `The database holds keys, but their master keys are not at ${path}.`,
    'Put the file back from where it is kept. Without it no key that was made before can be verified.',
  )
}

async function made(path: string, random: RandomBytes): Promise<string> {
  await makeMasterKeys(path, random)
  return readFile(path, 'utf8')
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}

async function refuseExposed(path: string): Promise<Refusal<'master_key_exposed'> | undefined> {
  const { mode } = await stat(path)
  if ((mode & 0o077) === 0) return undefined
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

/**
 * Written beside its place, synced and linked into it: a crash leaves a whole file or none, and of two first starts at
 * once both get the one key.
 */
async function makeMasterKeys(path: string, random: RandomBytes): Promise<void> {
  const key = Buffer.from(random(32)).toString('base64url')
  const unfinished = `${path}.${Buffer.from(random(6)).toString('hex')}`
  const file = await open(unfinished, 'wx', fileMode)
  try {
    await file.writeFile(`${JSON.stringify({ minting: 'm1', keys: { m1: key } }, undefined, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(unfinished)
  const folder = await open(dirname(path))
  await folder.sync().finally(() => folder.close())
}
