/** One PostgreSQL for all test files of a run that come after each other, and a new database in it for each that asks. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import pg from 'pg'

/** The process that all test files of the run were started from: their parent, or this one where they are threads. */
const run = isMainThread ? process.ppid : process.pid

/** Files that run beside each other have a server each: its snapshots tell of writes in any of its databases. */
const worker = process.env['VITEST_POOL_ID'] ?? '1'

/**
 * The URL of a new, empty database on the server of this run. It is a schema, which is all that whoever connects with
 * this URL sees; making one is several times cheaper than `create database`.
 */
export async function newDatabase(): Promise<string> {
  const server = await sharedUrl()
  const schema = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create schema ${schema}`)
  } finally {
    await client.end()
  }
  // Few connections for each: the stores of many tests are open at the same time.
  return `${server}&max=4&options=${encodeURIComponent(`-c search_path=${schema}`)}`
}

/** Asks for the server of this run, and has it started where this is the first to ask. */
async function sharedUrl(): Promise<string> {
  const folder = join(tmpdir(), `latchkey-postgres-of-${run}-${worker}`)
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
  spawn(process.execPath, [conditions, keeper, folder, String(run)], options).unref()
}
