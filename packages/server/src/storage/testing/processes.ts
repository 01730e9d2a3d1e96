/** Starting `other-process.ts`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('other-process.ts', import.meta.url))

function start(task: 'migrate' | 'write' | 'hold', url: string) {
  const child = spawn(process.execPath, ['--conditions=latchkey-source', program, task, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { child, lines: createInterface({ input: child.stdout }) }
}

/** Migrates from another process; gives the names of the migrations that it ran. */
export async function migrateElsewhere(url: string): Promise<readonly string[]> {
  const { lines } = start('migrate', url)
  for await (const line of lines) return JSON.parse(line)
  throw new Error('The other process could not migrate.')
}

/** Has another process hold the database; gives what lets it go. */
export async function holdElsewhere(url: string): Promise<() => Promise<void>> {
  const { child, lines } = start('hold', url)
  const exited = once(child, 'exit')
  for await (const line of lines) {
    if (line === 'held') break
  }
  return async () => {
    child.stdin.end()
    await exited
  }
}

/** Has another process write, kills it in the middle, and gives the names of the rows that it had acknowledged. */
export async function killWhileWriting(url: string, afterRows: number): Promise<readonly string[]> {
  const { child, lines } = start('write', url)
  const acknowledged: string[] = []
  for await (const name of lines) {
    acknowledged.push(name)
    if (acknowledged.length === afterRows) child.kill('SIGKILL')
  }
  return acknowledged
}
