/**
 * What the server does by itself while it runs: watches the epoch, writes down how keys and logins were used and what was refused,
 * tells whose keys expire, answers who forgot a password, delivers mail, sweeps files that no row names, and forgets what is too old.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Audit } from '../audit/index.ts'
import type { AuthorizationCodes, DeviceAuthorizations } from '../authorizations/index.ts'
import type { Log } from '../http/index.ts'
import type { Keys } from '../keys/index.ts'
import type { ForgottenPasswords } from '../lock-out/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Delivery } from '../mail/index.ts'
import type { Repositories } from '../repositories/index.ts'
import { type EpochWatch, epochPeriod } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'

const second = 1_000
const hour = 3_600_000
const day = 86_400_000
/** How long a stop waits for a mail server. What it does not wait for is sent again later. */
const patience = 2_000

export interface ChoresOptions {
  readonly epoch: Pick<EpochWatch, 'read'>
  /** Called after each reading of the epoch. */
  readonly keepUp: () => Promise<void>
  readonly keys: Pick<Keys, 'flush' | 'tellExpiries' | 'forgetUsage'>
  readonly logins: Pick<Logins, 'flush'>
  readonly forgottenPasswords: Pick<ForgottenPasswords, 'answer'>
  readonly deviceAuthorizations: Pick<DeviceAuthorizations, 'forget'>
  readonly authorizationCodes: Pick<AuthorizationCodes, 'forget'>
  readonly repositories: Pick<Repositories, 'isNamed'>
  readonly upstream: Pick<Upstream, 'sweep'>
  readonly delivery: Delivery
  readonly audit: Pick<Audit, 'flush' | 'close' | 'prune'>
  /** Days for which events are kept, and what keys were used for. */
  readonly auditRetention: number
  /** Whether this process does what is done once for all processes of the machine. */
  readonly leads: boolean
  readonly log: Log
}

export interface Chores {
  /** Resolves when the last uses are written. */
  stop(): Promise<void>
}

/** Each for the first time at once: a crash may be what the server was started after. */
export function startChores(options: ChoresOptions): Chores {
  const { epoch, keepUp, keys, logins, delivery, audit, leads } = options
  const stopping = new AbortController()
  const repeated = [
    repeat(epochPeriod, () => epoch.read().then(keepUp)),
    repeat(second, () => keys.flush()),
    repeat(second, () => logins.flush()),
    repeat(second, () => audit.flush()),
    ...(leads ? repeatOnceForAll(options, stopping.signal) : []),
  ]
  const delivering = setInterval(() => void delivery.deliver(), 5 * second)
  return {
    async stop() {
      clearInterval(delivering)
      stopping.abort()
      const delivered = Promise.race([delivery.stop(), wait(patience, undefined, { ref: false })])
      await Promise.all([...repeated.map(stop => stop()), delivered])
      await Promise.all([keys.flush(), logins.flush(), audit.close()])
    },
  }
}

/** What it is enough that one process of a machine does. More do no harm: so do the other nodes. */
function repeatOnceForAll(options: ChoresOptions, signal: AbortSignal): Stop[] {
  const { keys, forgottenPasswords, deviceAuthorizations, authorizationCodes, repositories, upstream } =
    options
  const { audit, auditRetention, log } = options
  const logged = (work: () => Promise<unknown>, complaint: string) => () =>
    work().catch(error => log.warn({ error }, complaint))
  return [
    repeat(
      5 * second,
      logged(() => forgottenPasswords.answer(), 'Who forgot a password could not be looked up.'),
    ),
    repeat(
      hour,
      logged(() => keys.tellExpiries(signal), 'Whose keys expire could not be told.'),
    ),
    repeat(
      hour,
      logged(
        () => Promise.all([deviceAuthorizations.forget(), authorizationCodes.forget()]),
        'Codes that are over could not be deleted.',
      ),
    ),
    repeat(
      day,
      logged(() => upstream.sweep(repositories.isNamed), 'Files that no row names could not be swept.'),
    ),
    repeat(
      day,
      logged(() => audit.prune(auditRetention, signal), 'Events that are too old could not be deleted.'),
    ),
    repeat(
      day,
      logged(
        () => keys.forgetUsage(auditRetention, signal),
        'What is too old of usage could not be deleted.',
      ),
    ),
  ]
}

/** Resolves when what was begun is over. */
type Stop = () => Promise<unknown>

/** Does it now and then again and again. What it returns ends that. */
function repeat(period: number, work: () => Promise<unknown>): Stop {
  let begun = work()
  const timer = setInterval(() => {
    begun = work()
  }, period)
  return () => {
    clearInterval(timer)
    return begun
  }
}
