/** One PostgreSQL for all test files of a run, and a new database in it for each that asks. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** The database that new ones are copies of: migrated, and empty. */
export const template = 'migrated'

/** The URL of a new database on the server of this run: an empty one, or a copy of the migrated one. */
export async function newDatabase(kind: 'empty' | 'migrated'): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  return createDatabase(await sharedUrl(), name, kind === 'migrated' ? template : undefined)
}

/** `server` is the URL of its database `postgres`. */
export async function createDatabase(server: string, name: string, copyOf?: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name} strategy file_copy${copyOf ? ` template ${copyOf}` : ''}`)
  } finally {
    await client.end()
  }
  return server.replace('/postgres?', `/${name}?`)
}

/** Asks for the server of this run, and has it started where this is the first to ask. */
async function sharedUrl(): Promise<string> {
  // The run is the process that all its workers were forked from.
  const folder = join(tmpdir(), `latchkey-postgres-of-${process.ppid}`)
  if (!existsSync(folder)) startKeeper(folder)
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (existsSync(join(folder, 'url'))) return readFileSync(join(folder, 'url'), 'utf8')
    if (existsSync(join(folder, 'failure'))) throw new Error(readFileSync(join(folder, 'failure'), 'utf8'))
    await pause(50)
  }
  throw new Error(`PostgreSQL did not start within a minute (${folder}).`)
}

function startKeeper(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch {
    return // another file of the run was faster
  }
  const keeper = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))
  const conditions = '--conditions=latchkey-source'
  const options = { detached: true, stdio: 'ignore' } as const
  spawn(process.execPath, [conditions, keeper, folder, String(process.ppid)], options).unref()
}
