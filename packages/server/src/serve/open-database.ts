/** Opens the database, brings it up to date, and makes the data folder where it is missing. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { openStore, type Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { prepareDataFolder } from './data-folder.ts'
import { clock, random } from './machine.ts'

export interface OpenDatabase {
  readonly store: Store
  /** The migrations that this call ran. */
  readonly migrated: readonly string[]
}

export async function openDatabase(
  configuration: Configuration,
): Promise<OpenDatabase | Refusal<'schema_newer'>> {
  await prepareDataFolder(configuration.data)
  const store = await openStore({ url: configuration.database.expose(), clock, random })
  if ((await store.schemaState()) !== 'newer') return { store, migrated: await store.migrate() }
  await store.close()
  return refuse(
    'schema_newer',
    'The database was written by a newer Latchkey than this one.',
    'Start the newer one, or restore the copy that was made before it was migrated.',
  )
}
