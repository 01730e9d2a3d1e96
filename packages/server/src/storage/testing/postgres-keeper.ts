/**
 * The process that keeps the shared PostgreSQL of a test run: started by the first test file that needs it, it outlives
 * each of them, and ends with the run. Arguments: the folder to tell the URL in, the process whose end is the run's.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { openStore } from '../index.ts'
import { startPostgres } from './postgres.ts'
import { createDatabase, template } from './shared-postgres.ts'

const [folder = '', owner = ''] = process.argv.slice(2)

const tell = (name: string, text: string) => {
  writeFileSync(join(folder, `${name}.partial`), text)
  renameSync(join(folder, `${name}.partial`), join(folder, name))
}

try {
  const postgres = await startPostgres(`${folder}-server`)
  await migrateTemplate(postgres.url)
  tell('url', postgres.url)
  while (runs(Number(owner))) await pause(300)
  await postgres.stop()
} catch (error) {
  tell('failure', String(error))
  while (runs(Number(owner))) await pause(300)
}
rmSync(folder, { recursive: true, force: true })

/** Migrating once and copying that is ten times faster than migrating for every test. */
async function migrateTemplate(server: string): Promise<void> {
  const url = await createDatabase(server, template)
  const store = await openStore({ url, clock: createManualClock(), random: createSeededRandom() })
  await store.migrate()
  await store.close()
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
