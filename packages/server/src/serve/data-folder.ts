/** The data folder and the master keys in it, made on the first start. */
import { chmod, mkdir } from 'node:fs/promises'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { RandomBytes } from '../host/index.ts'
import type { MasterKeyEntries } from '../keys/index.ts'
import type { DataFolder } from './configuration.ts'
import { makeMasterKeyFile, readMasterKeyFile, type UnreadableCode } from './master-key-file.ts'

/** Only the user that runs the server enters the folder. */
const folderMode = 0o700

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
): Promise<MasterKeyEntries | Refusal<'master_key_missing' | UnreadableCode>> {
  const given = await readMasterKeyFile(path)
  if (given !== undefined) return given
  if (hands.mayMake) await makeMasterKeyFile(path, hands.random)
  return (hands.mayMake ? await readMasterKeyFile(path) : undefined) ?? missing(path)
}

function missing(path: string): Refusal<'master_key_missing'> {
  return refuse(
    'master_key_missing',
    `The database holds keys, but their master keys are not at ${path}.`,
    'Put the file back from where it is kept: without it no key that was made before can be verified. Where it is lost for good, see docs/operate/master-keys.md.',
  )
}
