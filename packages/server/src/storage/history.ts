/** Where a database stands in the history of the schema, and moving it on. */
import type { Kysely } from 'kysely'
import type { Migration, SchemaLanguage } from './migrations/migration.ts'
import type { Reader, SchemaState, Writer } from './store.ts'

export interface History {
  /** The names of the migrations that a database has, oldest first. */
  applied(reader: Reader): Promise<readonly string[]>
  state(reader: Reader): Promise<SchemaState>
  /** What is to be applied. Throws where the database was migrated by a newer program. */
  pending(transaction: Writer): Promise<Pending>
  /** Applies them in order, within the caller's transaction and under the caller's lock. Returns their names. */
  apply(transaction: Writer, pending: Pending): Promise<readonly string[]>
}

export interface Pending {
  readonly migrations: readonly Migration[]
  /** Whether any was applied before, so that there is something to lose. */
  readonly isFirst: boolean
}

export interface HistoryOptions {
  /** All that this program knows, oldest first. */
  readonly migrations: readonly Migration[]
  readonly language: SchemaLanguage
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** The table of applied migrations. It belongs to this file alone, so the schema does not show it. */
interface Applied {
  migrations: { name: string; applied_at: number }
}

export function createHistory({ migrations, language, now }: HistoryOptions): History {
  async function applied(reader: Reader): Promise<readonly string[]> {
    const { rows } = await language.findTable('migrations').execute(reader)
    if (rows.length === 0) return []
    const names = await asHistory(reader).selectFrom('migrations').select('name').orderBy('name').execute()
    return names.map(({ name }) => name)
  }

  const isKnown = (name: string) => migrations.some(migration => migration.name === name)

  return {
    applied,

    async state(reader) {
      const names = await applied(reader)
      if (names.length === 0) return 'empty'
      if (!names.every(isKnown)) return 'newer'
      return names.length === migrations.length ? 'current' : 'behind'
    },

    async pending(transaction) {
      const names = await applied(transaction)
      const unknown = names.filter(name => !isKnown(name))
      if (unknown.length > 0) throw new Error(tooNew(unknown))
      return {
        migrations: migrations.filter(({ name }) => !names.includes(name)),
        isFirst: names.length === 0,
      }
    },

    async apply(transaction, pending) {
      const { text, integer, tableEnd } = language
      const history = asHistory(transaction)
      await history.schema
        .createTable('migrations')
        .ifNotExists()
        .addColumn('name', text, name => name.primaryKey())
        .addColumn('applied_at', integer, instant => instant.notNull())
        .modifyEnd(tableEnd)
        .execute()
      for (const { name, up } of pending.migrations) {
        await up(transaction as unknown as Kysely<unknown>, language)
        await history.insertInto('migrations').values({ name, applied_at: now() }).execute()
      }
      return pending.migrations.map(({ name }) => name)
    },
  }
}

const asHistory = (database: Reader) => database as unknown as Kysely<Applied>

const tooNew = (unknown: readonly string[]) =>
  `The database knows more than this program (${unknown.join(', ')}): a newer Latchkey has used it. ` +
  'Start that one, or restore the backup from before it.'
