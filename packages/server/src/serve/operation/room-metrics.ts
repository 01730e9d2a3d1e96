/** What the rooms tell of themselves when Prometheus asks. */
import { setTimeout as pause } from 'node:timers/promises'
import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../../host/index.ts'
import type { EpochWatch, Store } from '../../storage/index.ts'
import type { Rooms } from '../rooms.ts'

export interface MeasuredRooms extends Pick<Rooms, 'memories' | 'passwords'> {
  readonly store: Pick<Store, 'read'>
  readonly epoch: Pick<EpochWatch, 'age'>
  readonly clock: Clock
}

/** How long a database may take to answer before it counts as down, in milliseconds. */
const patience = 2_000

/** Registers the gauges; what it returns sets them. */
export function measureRooms(
  registry: Registry,
  { store, epoch, clock, memories, passwords }: MeasuredRooms,
): () => Promise<void> {
  const registers = [registry]
  const memory = new Gauge({
    ...{ name: 'latchkey_memory', help: 'What is remembered between requests: entries, hits and misses.' },
    ...{ labelNames: ['of', 'what'], registers },
  })
  /** `aggregator`: what several processes tell together. */
  const gauge = (name: string, help: string, aggregator: 'sum' | 'max' | 'min') =>
    new Gauge({ name, help, registers, aggregator })
  const age = gauge('latchkey_epoch_age_seconds', 'Time since the epoch was last read.', 'max')
  const passwordsWaiting = gauge('latchkey_passwords_waiting', 'Passwords that wait to be hashed.', 'sum')
  const up = gauge('latchkey_store_up', 'Whether the database answers.', 'min')
  const seconds = gauge('latchkey_store_seconds', 'How long the database took to answer just now.', 'max')
  const mails = gauge('latchkey_mails_waiting', 'Mails that are not delivered yet.', 'max')

  return async () => {
    for (const [of, use] of Object.entries(memories))
      for (const [what, value] of Object.entries(use())) memory.set({ of, what }, value)
    age.set((epoch.age() ?? Number.NaN) / 1000)
    passwordsWaiting.set(passwords.waiting())

    const began = clock.monotonic()
    const late = pause(patience, undefined, { ref: false })
    const waiting = await Promise.race([countMails(store).catch(() => undefined), late])
    up.set(waiting === undefined ? 0 : 1)
    seconds.set((clock.monotonic() - began) / 1000)
    mails.set(waiting ?? Number.NaN)
  }
}

async function countMails({ read }: Pick<Store, 'read'>): Promise<number> {
  const { count } = await read
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
