/** Opens the database, brings it up to date, and makes the data folder where it is missing. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { openStore, type SchemaState, type Store } from '../storage/index.ts'
import type { Configuration } from './configuration.ts'
import { prepareDataFolder } from './data-folder.ts'
import { missingHere, nothingHere } from './existing.ts'
import { clock, random } from './machine.ts'

export interface OpenDatabase {
  readonly store: Store
  /** The migrations that this call ran. */
  readonly migrated: readonly string[]
}

/** Whether what is missing may be made: not by a command that only reads. */
export type Missing = 'is made' | 'refuses'

export type OpenDatabaseCode = 'nothing_here' | 'schema_newer' | 'data_folder_unusable' | 'database_unusable'

export async function openDatabase(
  configuration: Configuration,
  missing: Missing = 'is made',
): Promise<OpenDatabase | Refusal<OpenDatabaseCode>> {
  const opened = await openAsItIs(configuration, missing)
  if (refused(opened)) return opened
  const { store, state } = opened
  try {
    if (state === 'empty' && missing === 'refuses') return await closed(store, empty)
    if (state === 'newer') return await closed(store, newer)
    return { store, migrated: await store.migrate() }
  } catch (error) {
    return closed(store, databaseUnusable(error))
  }
}

/** Opens it whatever it holds, and changes nothing in it. */
export async function openAsItIs(
  configuration: Configuration,
  missing: Missing,
): Promise<{ readonly store: Store; readonly state: SchemaState } | Refusal<OpenDatabaseCode>> {
  const { data, database } = configuration
  const unusable =
    missing === 'refuses'
      ? missingHere(configuration)
      : await prepareDataFolder(data).catch(error => folderUnusable(data.path, error))
  if (refused(unusable)) return unusable
  const store = await openStore({ url: database.expose(), clock, random }).catch(databaseUnusable)
  if (refused(store)) return store
  const state = await store.schemaState().catch(databaseUnusable)
  return refused(state) ? closed(store, state) : { store, state }
}

async function closed<R extends Refusal>(store: Store, refusal: R): Promise<R> {
  await store.close()
  return refusal
}

const empty = nothingHere('The database is empty.')

const newer = refuse(
  'schema_newer',
  'The database was written by a newer Latchkey than this one.',
  'Start the newer one, or restore the copy that was made before it was migrated.',
)

/** A machine that is not as it should be has a code for it (`EACCES`, `ECONNREFUSED`, `28P01`); a bug of ours has none. */
function isOfTheMachine(error: unknown): error is Error {
  return error instanceof Error && 'code' in error
}

function folderUnusable(path: string, error: unknown): Refusal<'data_folder_unusable'> {
  if (!isOfTheMachine(error)) throw error
  return refuse(
    'data_folder_unusable',
    `The data folder ${path} cannot be used: ${error.message}.`,
    'Set LATCHKEY_DATA to a folder that this user may write to.',
  )
}

function databaseUnusable(error: unknown): Refusal<'database_unusable'> {
  if (!isOfTheMachine(error)) throw error
  // Of an address that stands for several, each failed: the error that holds them has no words of its own.
  const what = error.message || String('errors' in error && Array.isArray(error.errors) && error.errors[0])
  return refuse(
    'database_unusable',
    `The database cannot be used: ${what}.`,
    'See that it runs and is whole, and that LATCHKEY_DATABASE and LATCHKEY_DATA name the right one. It is left as it is.',
  )
}
