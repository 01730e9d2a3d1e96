/**
 * What the server does by itself while it runs: watches the epoch, writes down when keys were used, delivers mail, and
 * sweeps files that no row names.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../http/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Delivery } from '../mail/index.ts'
import type { Repositories } from '../repositories/index.ts'
import { type EpochWatch, epochPeriod } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'

const second = 1_000
const day = 86_400_000
/** How long a stop waits for a mail server. What it does not wait for is sent again later. */
const patience = 2_000

export interface ChoresOptions {
  readonly epoch: Pick<EpochWatch, 'read'>
  /** Called after each reading of the epoch. */
  readonly keepUp: () => Promise<void>
  readonly keys: Pick<Keys, 'flush'>
  readonly repositories: Pick<Repositories, 'isNamed'>
  readonly upstream: Pick<Upstream, 'sweep'>
  readonly delivery: Delivery
  readonly log: Log
}

export interface Chores {
  /** Resolves when the last uses are written. */
  stop(): Promise<void>
}

/** The first sweep is at once: a crash may be what the server was started after. */
export function startChores({
  epoch,
  keepUp,
  keys,
  repositories,
  upstream,
  delivery,
  log,
}: ChoresOptions): Chores {
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = () => {
    sweeping = upstream
      .sweep(repositories.isNamed)
      .catch(error => log.warn({ error }, 'Files that no row names could not be swept.'))
  }
  sweep()
  let watching: Promise<unknown> = Promise.resolve()
  const watch = () => {
    watching = epoch.read().then(keepUp)
  }
  watch()
  const timers = [
    ...[setInterval(watch, epochPeriod), setInterval(() => void keys.flush(), second)],
    setInterval(() => void delivery.deliver(), 5 * second),
    setInterval(sweep, day),
  ]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      const delivered = Promise.race([delivery.stop(), wait(patience, undefined, { ref: false })])
      await Promise.all([sweeping, watching, delivered])
      await keys.flush()
    },
  }
}
