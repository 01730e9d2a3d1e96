/** Whether this node should be sent requests, for the load balancer that asks. */
import type { Clock } from '../../host/index.ts'
import type { EpochWatch, Store } from '../../storage/index.ts'

export interface Readiness {
  /** `degraded`: what changes nothing is answered, what would change something is not. */
  readonly status: 'ready' | 'degraded' | 'not ready'
  /** Sentences; none where it is ready. */
  readonly reasons: readonly string[]
}

export interface Health {
  readiness(): Promise<Readiness>
  /** The house is open: its database is migrated and its rooms are made. */
  opened(ground: HealthGround): void
  /** From now on it is not ready: it was asked to end. */
  ending(): void
}

export interface HealthGround {
  readonly store: Pick<Store, 'write'>
  readonly epoch: Pick<EpochWatch, 'age'>
}

/** The epoch is read three times a second: without an answer for this long, in milliseconds, the database is gone. */
const patience = 2_000

/** For how long what was found out about writing is believed, in milliseconds. */
const probePeriod = 5_000

export function createHealth(clock: Pick<Clock, 'monotonic'>): Health {
  let ground: HealthGround | undefined
  let isEnding = false
  let probe: { readonly at: number; readonly writable: Promise<boolean> } | undefined

  /** Asked by strangers as often as they like, so asked of the database now and then. */
  function writable({ store }: HealthGround): Promise<boolean> {
    const now = clock.monotonic()
    if (probe === undefined || now - probe.at > probePeriod) probe = { at: now, writable: canWrite(store) }
    return probe.writable
  }

  return {
    async readiness() {
      if (isEnding) return notReady('This server is ending.')
      if (ground === undefined) return notReady('This server is starting.')
      const age = ground.epoch.age()
      if (age === undefined || age > patience) return notReady('The database does not answer.')
      return (await writable(ground)) ? ready : readOnly
    },
    opened(made) {
      ground = made
    },
    ending() {
      isEnding = true
    },
  }
}

/** Begins to write, and takes it back. */
async function canWrite({ write }: Pick<Store, 'write'>): Promise<boolean> {
  try {
    await write(async transaction => {
      await transaction.updateTable('epoch').set({ value: 0 }).where('value', '<', 0).execute()
      throw takenBack
    })
  } catch (error) {
    return error === takenBack
  }
  return true
}

const takenBack = new Error('It could have been written.')

const notReady = (reason: string): Readiness => ({ status: 'not ready', reasons: [reason] })
const ready: Readiness = { status: 'ready', reasons: [] }
const readOnly: Readiness = {
  status: 'degraded',
  reasons: [
    'The database takes no changes: keys are verified and files served, and nothing can be published.',
  ],
}
