/** Opens the database, brings it up to date, and makes the data folder where it is missing. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { openStore, type Store } from '../storage/index.ts'
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
  const { data } = configuration
  const unusable =
    missing === 'refuses'
      ? missingHere(configuration)
      : await prepareDataFolder(data).catch(error => folderUnusable(data.path, error))
  if (refused(unusable)) return unusable
  return openUpToDate(configuration, missing).catch(databaseUnusable)
}

async function openUpToDate(
  { database }: Pick<Configuration, 'database'>,
  missing: Missing,
): Promise<OpenDatabase | Refusal<'nothing_here' | 'schema_newer'>> {
  const store = await openStore({ url: database.expose(), clock, random })
  let refusal: Refusal<'nothing_here' | 'schema_newer'> = newer
  try {
    const state = await store.schemaState()
    if (state === 'empty' && missing === 'refuses') refusal = nothingHere('The database is empty.')
    else if (state !== 'newer') return { store, migrated: await store.migrate() }
  } catch (error) {
    await store.close()
    throw error
  }
  await store.close()
  return refusal
}

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
