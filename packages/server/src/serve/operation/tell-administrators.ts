/** What the pages of administration show of this node: asked when somebody looks, by queries that cost next to nothing. */
import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../host/index.ts'
import { type MasterKeys, statesOfMasterKeys } from '../../keys/index.ts'
import type { Operation, Health as Told } from '../../pages/index.ts'
import type { Store } from '../../storage/index.ts'
import type { Configuration } from '../configuration.ts'
import type { Health } from './health.ts'

export interface OperationOptions {
  readonly configuration: Pick<Configuration, 'database' | 'data' | 'mail' | 'processes' | 'settings'>
  readonly store: Pick<Store, 'read'>
  readonly health: Pick<Health, 'readiness'>
  readonly masterKeys: Pick<MasterKeys, 'byId'>
  readonly clock: Clock
}

/** How long a database may take to answer before it counts as down, in milliseconds. */
const patience = 2_000

export function createOperation({
  configuration,
  store,
  health,
  masterKeys,
  clock,
}: OperationOptions): Operation {
  const startedAt = clock.now()
  const version = ownVersion()
  const { data, mail, processes, database, settings } = configuration
  return {
    settings,
    async health() {
      const began = clock.monotonic()
      const asked = askDatabase(store, masterKeys).then(answer => ({
        ...{ ...answer, milliseconds: clock.monotonic() - began },
      }))
      const late = pause(patience, undefined, { ref: false })
      const [{ status }, found, free] = await Promise.all([
        health.readiness(),
        Promise.race([asked.catch(() => undefined), late]),
        freeSpace(data.files),
      ])
      return {
        ...{ status, version, startedAt, processes },
        database: {
          engine: database.expose().startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL',
          milliseconds: found?.milliseconds,
        },
        ...{ mail: found?.mail, mailTo: mail.server === undefined ? 'folder' : 'server' },
        masterKeys: found?.masterKeys ?? [],
        files: { folder: data.files, free },
      }
    },
  }
}

async function askDatabase(
  { read }: Pick<Store, 'read'>,
  { byId }: Pick<MasterKeys, 'byId'>,
): Promise<Pick<Told, 'mail' | 'masterKeys'>> {
  const masterKeys = await statesOfMasterKeys(read, byId)
  const { waiting, oldest } = await read
    .selectFrom('outbox')
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<number | null>('created_at').as('oldest'),
    ])
    .executeTakeFirstOrThrow()
  return { mail: { waiting: Number(waiting), oldestAt: oldest ?? undefined }, masterKeys }
}

async function freeSpace(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  return String(version)
}
