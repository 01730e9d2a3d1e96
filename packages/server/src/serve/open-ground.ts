/** Opens what the rooms stand on: the database, and the keys that belong to it. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { RegistrySigner } from '../ecosystems/index.ts'
import { type InstalledMasterKeys, installMasterKeys } from '../keys/index.ts'
import type { SecondFactorKey } from '../second-factors/index.ts'
import type { Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { readMasterKeys } from './data-folder.ts'
import { openSigner } from './hex-signing-key.ts'
import { clock, random } from './machine.ts'
import { readMasterKeyFile } from './master-key-file.ts'
import { parseMasterKeys } from './master-key-text.ts'
import { type Missing, type OpenDatabase, openDatabase } from './open-database.ts'
import { openSecondFactorKey } from './second-factor-key.ts'

export interface OpenGround extends OpenDatabase {
  readonly masterKeys: InstalledMasterKeys
  readonly secondFactorKey: SecondFactorKey
  readonly signer: RegistrySigner
}

export async function openGround(
  configuration: Configuration,
  missing: Missing = 'is made',
): Promise<OpenGround | Refusal> {
  const opened = await openDatabase(configuration, missing)
  if (refused(opened)) return opened
  const keys = await openKeys(configuration, opened.store, missing)
  if (refused(keys)) await opened.store.close()
  return refused(keys) ? keys : { ...opened, ...keys }
}

async function openKeys(
  configuration: Configuration,
  store: Store,
  missing: Missing,
): Promise<Omit<OpenGround, keyof OpenDatabase> | Refusal> {
  const masterKeys = await installed(configuration, store, missing)
  if (refused(masterKeys)) return masterKeys
  const secondFactorKey = await openSecondFactorKey(configuration, store, { random, missing })
  if (refused(secondFactorKey)) return secondFactorKey
  const signer = await openSigner(configuration, store, { random, missing })
  return refused(signer) ? signer : { masterKeys, secondFactorKey, signer }
}

async function installed(
  configuration: Configuration,
  store: Store,
  missing: Missing,
): Promise<InstalledMasterKeys | Refusal> {
  if (configuration.masterKeys) {
    const entries = parseMasterKeys(configuration.masterKeys.expose())
    return refused(entries) ? entries : installMasterKeys({ store, clock, entries })
  }
  const path = configuration.data.masterKeys
  const known = await store.read.selectFrom('master_keys').select('kid').limit(1).executeTakeFirst()
  const mayMake = known === undefined && missing === 'is made'
  const entries = await readMasterKeys(path, { random, mayMake })
  const readAgain = () => readMasterKeyFile(path)
  return refused(entries) ? entries : installMasterKeys({ store, clock, entries, readAgain })
}
