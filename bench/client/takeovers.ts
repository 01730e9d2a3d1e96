/** How long somebody who waits for a lock waits on after its holder was killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createFileLocks } from '../../packages/client/src/single-flight/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'

const holder = fileURLToPath(new URL('holder.ts', import.meta.url))

export async function takeovers(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  try {
    const place = join(folder, 'locks')
    const locks = createFileLocks({ folder: place, ...thisMachine() })
    const ours: number[] = []
    for (let i = 0; i < 20; i++)
      ours.push(await takeover('latchkey', place, () => locks.withLease('login', async () => undefined)))
    ours.sort((a, b) => a - b)
    const line = `The lock of a holder that was killed is taken over after ${ms(ours[10])} (median of 20; the longest ${ms(ours[19])})`
    return [`${line}; ${await rival(folder)}.`]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function rival(folder: string): Promise<string> {
  const { lock } = await import('proper-lockfile').catch(() => ({ lock: undefined }))
  if (lock === undefined) return 'proper-lockfile is not installed'
  const place = join(folder, 'credentials.json')
  await writeFile(place, '')
  const retries = { retries: 1_000, factor: 1, minTimeout: 50, maxTimeout: 50 }
  const time = await takeover('proper-lockfile', place, async () => (await lock(place, { retries }))())
  return `of proper-lockfile 4.1.2, asking every 50 ms, after ${ms(time)} (once)`
}

/** Milliseconds from the death of the holder until who waits has the lock. */
async function takeover(kind: string, place: string, wait: () => Promise<unknown>): Promise<number> {
  const child = spawn(process.execPath, ['--conditions=latchkey-source', holder, kind, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const waited = wait()
  await setTimeout(300)
  child.kill('SIGKILL')
  const died = performance.now()
  await waited
  return performance.now() - died
}

function ms(milliseconds = 0): string {
  return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`
}
