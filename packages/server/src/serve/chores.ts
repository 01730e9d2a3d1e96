/**
 * What the server does by itself while it runs: watches the epoch, writes down when keys were used and what was refused,
 * delivers mail, sweeps files that no row names, and forgets events that are too old.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Audit } from '../audit/index.ts'
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
  readonly audit: Pick<Audit, 'flush' | 'close' | 'prune'>
  /** Days for which events are kept. */
  readonly auditRetention: number
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
  audit,
  auditRetention,
  log,
}: ChoresOptions): Chores {
  let sweeping: Promise<unknown> = Promise.resolve()
  const sweep = () => {
    sweeping = upstream
      .sweep(repositories.isNamed)
      .catch(error => log.warn({ error }, 'Files that no row names could not be swept.'))
  }
  sweep()
  const stopping = new AbortController()
  let pruning: Promise<unknown> = Promise.resolve()
  const prune = () => {
    pruning = audit
      .prune(auditRetention, stopping.signal)
      .catch(error => log.warn({ error }, 'Events that are too old could not be deleted.'))
  }
  prune()
  let watching: Promise<unknown> = Promise.resolve()
  const watch = () => {
    watching = epoch.read().then(keepUp)
  }
  watch()
  const timers = [
    ...[setInterval(watch, epochPeriod), setInterval(() => void keys.flush(), second)],
    setInterval(() => void delivery.deliver(), 5 * second),
    setInterval(() => void audit.flush(), second),
    ...[setInterval(sweep, day), setInterval(prune, day)],
  ]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      stopping.abort()
      const delivered = Promise.race([delivery.stop(), wait(patience, undefined, { ref: false })])
      await Promise.all([sweeping, pruning, watching, delivered])
      await Promise.all([keys.flush(), audit.close()])
    },
  }
}
