/**
 * What the server does by itself while it runs: watches the epoch, writes down when keys were used, and sweeps files that
 * no row names.
 */
import type { Log } from '../http/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Repositories } from '../repositories/index.ts'
import { type EpochWatch, epochPeriod } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'

const second = 1_000
const day = 86_400_000

export interface ChoresOptions {
  readonly epoch: Pick<EpochWatch, 'read'>
  readonly keys: Pick<Keys, 'flush'>
  readonly repositories: Pick<Repositories, 'isNamed'>
  readonly upstream: Pick<Upstream, 'sweep'>
  readonly log: Log
}

export interface Chores {
  /** Resolves when the last uses are written. */
  stop(): Promise<void>
}

/** The first sweep is at once: a crash may be what the server was started after. */
export function startChores({ epoch, keys, repositories, upstream, log }: ChoresOptions): Chores {
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = () => {
    sweeping = upstream
      .sweep(repositories.isNamed)
      .catch(error => log.warn({ error }, 'Files that no row names could not be swept.'))
  }
  sweep()
  let watching: Promise<unknown> = Promise.resolve()
  const watch = () => {
    watching = epoch.read()
  }
  watch()
  const timers = [
    ...[setInterval(watch, epochPeriod), setInterval(() => void keys.flush(), second)],
    setInterval(sweep, day),
  ]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([sweeping, watching])
      await keys.flush()
    },
  }
}
