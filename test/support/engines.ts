/** Both databases for journeys that do to them what they like: SQLite files, and a PostgreSQL of the test's own. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningPostgres, startPostgres } from '../../packages/server/src/storage/testing/postgres.ts'
import { emptyFolder } from './folder.ts'

export const engineNames = ['sqlite', 'postgres'] as const

export type EngineName = (typeof engineNames)[number]

/** A data folder with an empty database; any number of nodes may be started there. */
export interface Place {
  readonly data: string
  readonly env: Readonly<Record<string, string>>
}

export interface Engines {
  /** `name` is a word that is like no other. */
  newPlace(engine: EngineName, name: string): Promise<Place>
  /** What the superuser of the PostgreSQL is answered. */
  administer: RunningPostgres['query']
  /** Ends PostgreSQL, until it is started again with what it holds. */
  stopPostgres(): Promise<void>
  startPostgres(): Promise<void>
  stop(): Promise<void>
}

export async function startEngines(): Promise<Engines> {
  const folder = emptyFolder()
  const postgres = await startPostgres()

  return {
    administer: postgres.query,
    async newPlace(engine, name) {
      const data = join(folder.path, `${engine}-${name}`)
      mkdirSync(data)
      // Under load from one address, with one key.
      const names = ['ANONYMOUS', 'FAILED', 'KEY', 'ACCOUNT']
      const limits = Object.fromEntries(names.map(name => [`LATCHKEY_LIMIT_${name}`, '0']))
      if (engine === 'sqlite') return { data, env: limits }
      await postgres.query(`create database ${name}`)
      const url = new URL(postgres.url)
      url.pathname = `/${name}`
      return { data, env: { ...limits, LATCHKEY_DATABASE: url.href } }
    },
    stopPostgres: postgres.pause,
    startPostgres: postgres.resume,
    async stop() {
      await postgres.stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}
