/**
 * The process that keeps the shared PostgreSQL of a test run: started by the first test file that needs it, it outlives
 * each of them, and ends with the run. Arguments: the folder to tell the URL in, the process whose end is the run's.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startPostgres } from './postgres.ts'

const [folder = '', owner = ''] = process.argv.slice(2)

const tell = (name: string, text: string) => {
  writeFileSync(join(folder, `${name}.partial`), text)
  renameSync(join(folder, `${name}.partial`), join(folder, name))
}

try {
  // What autovacuum writes is a revision more: a test that counts what is remembered would see one that nobody made.
  const postgres = await startPostgres(`${folder}-server`, 'autovacuum=off')
  tell('url', postgres.url)
  while (runs(Number(owner))) await pause(300)
  await postgres.stop()
} catch (error) {
  tell('failure', String(error))
  while (runs(Number(owner))) await pause(300)
}
rmSync(folder, { recursive: true, force: true })

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
