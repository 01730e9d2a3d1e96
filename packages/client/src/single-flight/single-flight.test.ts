import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { refused } from '@latchkey/tokens'
import { expect, onTestFinished, test, vi } from 'vitest'
import { deferred } from '../../../../test/support/deferred.ts'
import { emptyFolder } from '../../../../test/support/folder.ts'
import { type AuthError, authError } from '../errors.ts'
import { locksContract } from '../testing/index.ts'
import { createFileLocks, createMemoryLocks, createSingleFlight, type Flight } from './index.ts'
import { realClock } from './testing/clocks.ts'
import { random } from './testing/random.ts'

interface Token {
  readonly generation: number
}

/** A place that two processes share, and what one of them does to refresh what is there. */
function shared(generation = 1) {
  const folder = emptyFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  const place = { kept: { generation } as Token, refreshes: 0 }
  const flightFrom = (came: number): Flight<Token, AuthError> => ({
    reread: async () => place.kept,
    differs: found => found.generation !== came,
    async act(found, lease) {
      await sleep(20)
      expect(lease.holds()).toBe(true)
      place.refreshes += 1
      place.kept = { generation: (found?.generation ?? 0) + 1 }
      return place.kept
    },
  })
  const process = () => createSingleFlight(createFileLocks({ folder: folder.path, clock: realClock, random }))
  return { place, flightFrom, process }
}

/** A refresh that has begun once `begun` is kept, and comes to its end when it is told to. */
function heldUp(flight: Flight<Token, AuthError>) {
  const begun = deferred()
  const release = deferred()
  const held: Flight<Token, AuthError> = {
    ...flight,
    async act(...found) {
      begun.resolve()
      await release.promise
      return flight.act(...found)
    },
  }
  return { flight: held, begun: begun.promise, release: release.resolve }
}

test.for(locksContract.filter(({ promise }) => !promise.includes('told apart')))(
  'locks in memory: $promise',
  ({ check }) => {
    const locks = createMemoryLocks(realClock)
    return check(async () => ({ locks, others: locks }))
  },
)

test('of a hundred callers in eight processes one acts, and all have what came of it', async () => {
  const { place, flightFrom, process } = shared()
  const flights = Array.from({ length: 8 }, process)
  const all = Array.from({ length: 100 }, (_, i) => flights[i % 8]?.('login', flightFrom(1)))
  expect(await Promise.all(all)).toEqual(Array(100).fill({ generation: 2 }))
  expect(place.refreshes).toBe(1)
})

test('who comes with what is already replaced is given what replaced it, and nothing is done', async () => {
  const { place, flightFrom, process } = shared(5)
  expect(await process()('login', flightFrom(4))).toEqual({ generation: 5 })
  expect(place.refreshes).toBe(0)
})

test('who comes with what another caller is just being given is not given the same again', async () => {
  const { place, flightFrom, process } = shared()
  const flight = process()
  const first = flight('login', flightFrom(1))
  // The registry has refused generation 2 already, whoever is about to get it.
  const second = flight('login', flightFrom(2))
  expect([await first, await second]).toEqual([{ generation: 2 }, { generation: 3 }])
  expect(place.refreshes).toBe(2)
})

test('a refusal is shared by those who came for the same, and the next one tries again', async () => {
  const { flightFrom, process } = shared()
  let asked = 0
  const refusing: Flight<Token, AuthError> = {
    ...flightFrom(1),
    async act() {
      asked += 1
      await sleep(10)
      return authError('login_ended', 'The login is over.', 'Log in.')
    },
  }
  const flight = process()
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => flight('login', refusing)))
  expect(answers.map(answer => refused(answer) && answer.code)).toEqual(Array(5).fill('login_ended'))
  expect(asked).toBe(1)
  await flight('login', refusing)
  expect(asked).toBe(2)
})

test('that one caller gave up is no answer to the others', async () => {
  const { flightFrom, process } = shared()
  const called = new AbortController()
  const begun = deferred()
  const flight = process()
  const { signal } = called
  const impatient = flight(
    'login',
    {
      ...flightFrom(1),
      act: () =>
        new Promise<AuthError>(resolve => {
          signal.addEventListener('abort', () => resolve(authError('cancelled', 'Given up.', 'Try again.')))
          begun.resolve()
        }),
    },
    { signal },
  )
  const patient = flight('login', flightFrom(1))
  await begun.promise
  called.abort()
  expect(await impatient).toMatchObject({ code: 'cancelled' })
  expect(await patient).toEqual({ generation: 2 })
})

test('who gives up does not wait for the one it shared with', async () => {
  const { flightFrom, process } = shared()
  const flight = process()
  const slow = heldUp(flightFrom(1))
  const shares = flight('login', slow.flight)
  const answer = await flight('login', flightFrom(1), { signal: AbortSignal.timeout(20) })
  expect(answer).toMatchObject({ code: 'cancelled' })
  slow.release()
  expect(await shares).toEqual({ generation: 2 })
})

test('what cannot be read is not acted upon', async () => {
  const { place, flightFrom, process } = shared()
  const corrupt = authError('corrupt_store', 'It cannot be read.', 'Log in again.')
  const answer = await process()('login', { ...flightFrom(1), reread: async () => corrupt })
  expect(answer).toBe(corrupt)
  expect(place.refreshes).toBe(0)
})

test('without the lock nothing is done: busy, and who has it', async () => {
  const { place, flightFrom, process } = shared()
  const slow = heldUp(flightFrom(1))
  const holding = process()('login', slow.flight)
  await slow.begun
  const answer = await process()('login', flightFrom(1), { patience: 50 })
  expect(answer).toMatchObject({ code: 'busy', message: expect.stringContaining('login') })
  expect(place.refreshes).toBe(0)
  slow.release()
  await holding
})

test('who waits is let go as soon as somebody else has persisted, even if the lock is never given back', async () => {
  const { place, flightFrom, process } = shared()
  const stuck = heldUp(flightFrom(1))
  const holding = process()('login', stuck.flight)
  await stuck.begun
  const waiting = process()('login', flightFrom(1))
  place.kept = { generation: 2 }
  expect(await waiting).toEqual({ generation: 2 })
  stuck.release()
  await holding
})

test('who has given up before it asks is not kept waiting, and leaves nothing behind at its signal', async () => {
  const { flightFrom, process } = shared()
  const flight = process()
  const slow = heldUp(flightFrom(1))
  const shares = flight('login', slow.flight)
  const given = flight('login', flightFrom(1), { signal: AbortSignal.abort() })
  expect(await given).toMatchObject({ code: 'cancelled' })
  const { signal } = new AbortController()
  const patient = flight('login', flightFrom(1), { signal })
  slow.release()
  expect([await shares, await patient]).toEqual([{ generation: 2 }, { generation: 2 }])
  await vi.waitFor(() => expect(getEventListeners(signal, 'abort')).toEqual([]), 10_000)
})

test('where nothing is kept it is done, and nobody is asked whether nothing differs', async () => {
  const { flightFrom, process } = shared()
  const act = async (found: Token | undefined) => ({ generation: found === undefined ? 1 : 99 })
  expect(await process()('login', { ...flightFrom(7), reread: async () => undefined, act })).toEqual({
    generation: 1,
  })
})

test('what cannot be read for a moment, while somebody else is at it, is waited for', async () => {
  const { place, flightFrom, process } = shared()
  const busy = heldUp(flightFrom(1))
  const holding = process()('login', busy.flight)
  await busy.begun
  const torn = authError('corrupt_store', 'It cannot be read.', 'Log in again.')
  const reread = vi.fn<Flight<Token, AuthError>['reread']>(async () => place.kept)
  reread.mockImplementationOnce(async () => {
    busy.release()
    return torn
  })
  expect(await process()('login', { ...flightFrom(1), reread })).toEqual({ generation: 2 })
  await holding
})

test('what is found is read once', async () => {
  const { flightFrom, process } = shared(5)
  const reread = vi.fn(async () => ({ generation: 5 }))
  expect(await process()('login', { ...flightFrom(4), reread })).toEqual({ generation: 5 })
  expect(reread).toHaveBeenCalledOnce()
})

test('a lock in memory that somebody has is this process’s', async () => {
  const locks = createMemoryLocks(realClock)
  await locks.withLease('login', async () => {
    expect(await locks.withLease('login', async () => 'in', { patience: 1 })).toMatchObject({
      code: 'busy',
      message: `Process ${globalThis.process.pid} is at work on "login".`,
    })
  })
})

/** Locks of which every lease is lost as soon as it is given. */
const losing = createSingleFlight({ withLease: async (_name, act) => act({ holds: () => false }) })

test('who was held up and lost the lease comes back, and uses what was done meanwhile', async () => {
  for (const code of ['lease_lost', 'refresh_failed'] as const) {
    const { place, flightFrom } = shared()
    const act = async () => {
      place.kept = { generation: 2 }
      return authError(code, 'Held up.', 'Try again.')
    }
    expect(await losing('login', { ...flightFrom(1), act })).toEqual({ generation: 2 })
  }
})

test('and does so three times at most', async () => {
  const { flightFrom } = shared()
  const lost = authError('lease_lost', 'Held up.', 'Try again.')
  let tries = 0
  const act = async () => {
    tries += 1
    return lost
  }
  expect(await losing('login', { ...flightFrom(1), act })).toBe(lost)
  expect(tries).toBe(3)
})

test('what failed under a lease that holds, or for good, is not tried again', async () => {
  const { flightFrom, process } = shared()
  let tries = 0
  const failing = (code: 'refresh_failed' | 'login_ended'): Flight<Token, AuthError> => ({
    ...flightFrom(1),
    async act() {
      tries += 1
      return authError(code, 'It failed.', 'Try again.')
    },
  })
  await process()('login', failing('refresh_failed'))
  expect(tries).toBe(1)
  await losing('login', failing('login_ended'))
  expect(tries).toBe(2)
})
