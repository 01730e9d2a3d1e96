/** Opens what the rooms stand on: the database, and the master keys that belong to it. */
import { type Refusal, refused } from '@latchkey/tokens'
import { installMasterKeys, type MasterKeys } from '../keys/index.ts'
import type { Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { readMasterKeys } from './data-folder.ts'
import { clock, random } from './machine.ts'
import { parseMasterKeys } from './master-key-text.ts'
import { type Missing, type OpenDatabase, openDatabase } from './open-database.ts'

export interface OpenGround extends OpenDatabase {
  readonly masterKeys: MasterKeys
}

export async function openGround(
  configuration: Configuration,
  missing?: Missing,
): Promise<OpenGround | Refusal> {
  const opened = await openDatabase(configuration, missing)
  if (refused(opened)) return opened
  const masterKeys = await masterKeysOf(configuration, opened.store)
  if (refused(masterKeys)) {
    await opened.store.close()
    return masterKeys
  }
  return { ...opened, masterKeys }
}

async function masterKeysOf(configuration: Configuration, store: Store): Promise<MasterKeys | Refusal> {
  if (configuration.masterKeys) {
    const entries = parseMasterKeys(configuration.masterKeys.expose())
    return refused(entries) ? entries : installMasterKeys({ store, clock, entries })
  }
  const known = await store.read.selectFrom('master_keys').select('kid').limit(1).executeTakeFirst()
  const entries = await readMasterKeys(configuration.data.masterKeys, {
    random,
    mayMake: known === undefined,
  })
  return refused(entries) ? entries : installMasterKeys({ store, clock, entries })
}
