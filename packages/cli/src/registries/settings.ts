/** Which registries this person logs in to, and which is meant where none is named. Holds no secret. */
import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import type { Locks } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'

export interface Settings {
  readonly current?: Chosen
  /** In the order in which they were first logged in to. */
  readonly known: readonly Chosen[]
}

export interface Chosen {
  /** Its address, as `registryAddress` writes it: `https://packages.example.com`. */
  readonly registry: string
  /** Which of several accounts there; left out for the one that was logged in without a name. */
  readonly account?: string
  /** Who that was when they logged in, to be found by it; the registry alone knows who it is now. */
  readonly username?: string
}

const version = 1

/** None where nothing was ever written. */
export async function readSettings(folder: string): Promise<Settings | Refusal<'corrupt_settings'>> {
  const path = pathIn(folder)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return { known: [] }
    throw problem
  }
  const found = parse(text)
  return (
    found ??
    refuse('corrupt_settings', `${path} cannot be read.`, `Remove it, then run: latchkey login REGISTRY`)
  )
}

/** One change by one process at a time: what another has written meanwhile is what it starts from. What is refused is not written. */
export async function changeSettings(
  { folder, locks }: { readonly folder: string; readonly locks: Locks },
  update: (settings: Settings) => Settings | Refusal,
): Promise<Settings | Refusal> {
  return locks.withLease<Settings | Refusal>('settings', async () => {
    const before = await readSettings(folder)
    if (refused(before)) return before
    const after = update(before)
    if (refused(after)) return after
    await writeSettings(folder, after)
    return after
  })
}

/** As a whole: a crash at any instant leaves the old or the new. */
export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  const path = pathIn(folder)
  const written = `${path}.${crypto.randomUUID()}.new`
  // Late: reading is what most commands do with it, and should be over in no time.
  const { mkdir, rename, writeFile } = await import('node:fs/promises')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(written, `${JSON.stringify({ version, ...settings }, null, 2)}\n`, { mode: 0o600 })
  await rename(written, path)
}

/** Whether both name the same login. */
export function isSameLogin(one: Chosen | undefined, other: Chosen | undefined): boolean {
  return one?.registry === other?.registry && one?.account === other?.account
}

function pathIn(folder: string): string {
  return `${folder}${sep}settings.json`
}

function parse(text: string): Settings | undefined {
  try {
    const { version: found, current, known } = JSON.parse(text)
    if (found !== version || !Array.isArray(known)) return undefined
    if (!known.every(isChosen) || (current !== undefined && !isChosen(current))) return undefined
    return { known, ...(current !== undefined && { current }) }
  } catch {
    return undefined
  }
}

function isChosen(value: unknown): value is Chosen {
  if (typeof value !== 'object' || value === null || !('registry' in value)) return false
  const { registry, account, username } = value as Readonly<Record<string, unknown>>
  return typeof registry === 'string' && isTextOrNothing(account) && isTextOrNothing(username)
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}
