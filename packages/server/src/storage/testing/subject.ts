/** What the contract tests are about: one database, and two programs on it. */
import type { Reader, Store } from '../index.ts'

export interface Subject {
  store(): Store
  /** A second program on the same database. */
  other(): Store
  url(): string
  /** Opens a database, to be closed after the last test. */
  open(url: string): Promise<Store>
  /** The URL of another database, which is empty. */
  newUrl(): Promise<string>
}

export async function insertName(database: Reader, name: string, at = 0): Promise<void> {
  await database
    .insertInto('names')
    .values({ name, kind: 'reserved', owner_id: null, created_at: at })
    .execute()
}

export async function findName(store: Store, name: string): Promise<boolean> {
  const row = await store.read.selectFrom('names').select('name').where('name', '=', name).executeTakeFirst()
  return row !== undefined
}
