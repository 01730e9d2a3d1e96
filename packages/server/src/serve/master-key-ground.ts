/** What the commands about master keys stand on: the database, and what this node was given, even where the two differ. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { MasterKeyEntries } from '../keys/index.ts'
import type { Store } from '../storage/index.ts'
import { type Configuration, type Environment, readConfiguration } from './configuration.ts'
import { readMasterKeyFile } from './master-key-file.ts'
import { parseMasterKeys } from './master-key-text.ts'
import { openDatabase } from './open-database.ts'

export interface MasterKeyGround {
  readonly store: Store
  /** Nothing where this node has none at all: they are lost, or not installed yet. */
  readonly given: MasterKeyEntries | undefined
  /** The file that holds them; nothing where LATCHKEY_MASTER_KEYS does. */
  readonly file: string | undefined
}

/** Opened without installing them: a node that lacks one must still be able to say so, and to mend it. */
export async function withMasterKeys<T>(
  environment: Environment,
  work: (ground: MasterKeyGround) => Promise<T>,
): Promise<T | Refusal> {
  const configuration = readConfiguration(environment)
  if (refused(configuration)) return configuration
  const given = await givenMasterKeys(configuration)
  if (refused(given)) return given
  const opened = await openDatabase(configuration, 'refuses')
  if (refused(opened)) return opened
  const file = configuration.masterKeys === undefined ? configuration.data.masterKeys : undefined
  try {
    return await work({ store: opened.store, given, file })
  } finally {
    await opened.store.close()
  }
}

async function givenMasterKeys({ masterKeys, data }: Configuration) {
  return masterKeys === undefined ? readMasterKeyFile(data.masterKeys) : parseMasterKeys(masterKeys.expose())
}
