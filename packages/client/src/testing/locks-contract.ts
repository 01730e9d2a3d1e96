/** What every `Locks` must keep. The waiting in it is real: half a second in all. */
import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { refused } from '@latchkey/tokens'
import type { Locks } from '../single-flight/index.ts'
import type { Promised } from './contract.ts'

/** Two sets of locks over one place, as two processes would have them; one and the same where nothing is shared. */
export interface LocksUnderTest {
  readonly locks: Locks
  readonly others: Locks
}

export const locksContract: readonly Promised<LocksUnderTest>[] = [
  {
    promise: 'one at a time, whoever asks and however many at once',
    async check(make) {
      const { locks, others } = await make()
      let inside = 0
      let done = 0
      const act = async () => {
        inside += 1
        equal(inside, 1)
        await sleep(1)
        inside -= 1
        done += 1
      }
      await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? locks : others).withLease('one', act)))
      equal(done, 20)
    },
  },
  {
    promise: 'another name is another lock',
    async check(make) {
      const { locks, others } = await make()
      const inner = () => others.withLease('two', async () => 'in', { patience: 1_000 })
      equal(await locks.withLease('one', inner), 'in')
    },
  },
  {
    promise: 'names that differ in their signs only are told apart',
    async check(make) {
      const { locks, others } = await make()
      const inner = () => others.withLease('login https://a.example', async () => 'in', { patience: 1_000 })
      equal(await locks.withLease('login https://a/example', inner), 'in')
    },
  },
  {
    promise: 'what is thrown inside is thrown, and the lock is free again',
    async check(make) {
      const { locks, others } = await make()
      const fall = () => locks.withLease('one', () => Promise.reject(new Error('fell')))
      await rejects(fall(), /fell/)
      equal(await others.withLease('one', async () => 'free', { patience: 1_000 }), 'free')
    },
  },
  {
    promise: 'who has waited long enough is told busy, and may try again',
    async check(make) {
      const { locks, others } = await make()
      await locks.withLease('one', async () => {
        const answer = await others.withLease('one', async () => 'in', { patience: 50 })
        ok(refused(answer))
        equal(answer.code, 'busy')
      })
      equal(await others.withLease('one', async () => 'in', { patience: 1_000 }), 'in')
    },
  },
  {
    promise: 'a signal ends the wait, and nothing is done',
    async check(make) {
      const { locks, others } = await make()
      const did: string[] = []
      await locks.withLease('one', async () => {
        const called = new AbortController()
        const waiting = others.withLease('one', async () => did.push('acted'), { signal: called.signal })
        await sleep(20)
        called.abort()
        const answer = await waiting
        ok(refused(answer))
        equal(answer.code, 'cancelled')
      })
      deepEqual(did, [])
    },
  },
  {
    promise: 'the lease holds inside, and no more once it is over',
    async check(make) {
      const { locks } = await make()
      const lease = await locks.withLease('one', async lease => {
        ok(lease.holds())
        return lease
      })
      ok(!refused(lease))
      ok(!lease.holds())
    },
  },
]
