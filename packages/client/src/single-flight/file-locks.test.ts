import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { deferred } from '../../../../test/support/deferred.ts'
import { emptyFolder } from '../../../../test/support/folder.ts'
import type { Clock } from '../machine.ts'
import { locksContract } from '../testing/index.ts'
import { createFileLocks, type Holder } from './index.ts'
import { lockPath } from './lock-folder.ts'
import { formatOwner, type Owner } from './owner.ts'
import { type ProcessTable, processTable } from './processes/process-table.ts'
import { manualClock, realClock } from './testing/clocks.ts'
import { random } from './testing/random.ts'

const name = 'login https://registry.example'

function newFolder(): string {
  const folder = emptyFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  return join(folder.path, 'locks')
}

function locksIn(folder: string, clock: Clock = realClock, processes?: ProcessTable) {
  return createFileLocks({ folder, clock, random, ...(processes && { processes }) })
}

/** Leaves the lock as somebody else would have it: the path of what lies there. */
function leave(folder: string, content: string, nonce = 'another'): string {
  const path = lockPath(folder, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, nonce), content)
  return join(path, nonce)
}

async function someone(change: Partial<Owner> = {}): Promise<Owner> {
  return { ...(await processTable().self()), since: 1_795_299_999_000, ...change }
}

describe('the contract', () => {
  test.for(locksContract)('$promise', ({ check }) => {
    const folder = newFolder()
    return check(async () => ({ locks: locksIn(folder), others: locksIn(folder) }))
  })
})

describe('a holder that died on this machine is taken over at once', () => {
  test('killed with -9', async () => {
    const folder = newFolder()
    const child = spawn('sleep', ['60'])
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    const path = `/proc/${pid}/stat`
    const start = readFileSync(path, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
    leave(folder, formatOwner(await someone({ pid, start })))
    const locks = locksIn(folder)
    expect(await locks.withLease(name, async () => 'in', { patience: 200 })).toMatchObject({ code: 'busy' })
    child.kill('SIGKILL')
    await once(child, 'close')
    const began = performance.now()
    expect(await locks.withLease(name, async () => 'in')).toBe('in')
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  test('its number is used again by another process', async () => {
    const folder = newFolder()
    leave(folder, formatOwner(await someone({ start: '1' })))
    expect(await locksIn(folder).withLease(name, async () => 'in', { patience: 200 })).toBe('in')
  })

  test('and of many who wait for it one only takes over', async () => {
    const folder = newFolder()
    leave(folder, formatOwner(await someone({ start: '1' })))
    let inside = 0
    const act = async () => {
      expect(++inside).toBe(1)
      await sleep(2)
      inside -= 1
      return 'in'
    }
    const all = Array.from({ length: 12 }, () => locksIn(folder).withLease(name, act))
    expect(await Promise.all(all)).toEqual(Array(12).fill('in'))
  })
})

describe('a holder that cannot be looked for is taken over after 15 seconds of silence', () => {
  const silent = {
    'on another host': () => someone({ table: 'another boot', host: 'build-3' }),
    'in another container of this host': () => someone({ table: 'this boot pid:[1]' }),
    'that runs and does nothing (it is stopped)': () => someone(),
    'on a machine that does not tell its processes': async () => {
      const { table: _, start: __, ...owner } = await someone()
      return owner
    },
  }

  test.for(Object.entries(silent))('%s', async ([, owner]) => {
    const folder = newFolder()
    leave(folder, formatOwner(await owner()))
    const clock = manualClock()
    expect(await locksIn(folder, clock).withLease(name, async () => clock.monotonic())).toSatisfy(
      (waited: number) => waited >= 15_000 && waited < 16_000,
    )
  })

  test('and not while it beats, however long it takes', async () => {
    const folder = newFolder()
    const path = leave(folder, formatOwner(await someone({ table: 'another boot' })))
    const clock = manualClock()
    let beat = 1
    const beating = {
      ...clock,
      sleep: async (...words: Parameters<Clock['sleep']>) => {
        if (clock.monotonic() > beat * 10_000) utimesSync(path, ++beat, beat)
        return clock.sleep(...words)
      },
    }
    const answer = await locksIn(folder, beating).withLease(name, async () => 'in', { patience: 60_000 })
    expect(answer).toMatchObject({ code: 'busy' })
    expect(clock.monotonic()).toBeGreaterThan(60_000)
  })

  test('whatever the wall clock does meanwhile', async () => {
    const folder = newFolder()
    leave(folder, formatOwner(await someone({ table: 'another boot' })))
    const clock = manualClock()
    const jumping = {
      ...clock,
      sleep: (...words: Parameters<Clock['sleep']>) => {
        clock.jump(random(1)[0] === 0 ? -86_400_000 : 3_600_000)
        return clock.sleep(...words)
      },
    }
    const waited = await locksIn(folder, jumping).withLease(name, async () => clock.monotonic())
    expect(waited).toBeGreaterThanOrEqual(15_000)
  })

  test('and time in which the observer was itself stopped does not count', async () => {
    const folder = newFolder()
    const path = leave(folder, formatOwner(await someone()))
    const clock = manualClock()
    let looks = 0
    const stopped = {
      ...clock,
      sleep: async (...words: Parameters<Clock['sleep']>) => {
        // Ctrl-Z stops both of them for an hour; `fg` wakes both, and the holder beats a moment later.
        if (++looks === 5) clock.pass(3_600_000)
        if (looks === 10) utimesSync(path, 5, 5)
        return clock.sleep(...words)
      },
    }
    const answer = await locksIn(folder, stopped).withLease(name, async () => 'in', { patience: 3_605_000 })
    expect(answer).toMatchObject({ code: 'busy' })
  })
})

describe('what is no lock is in the way for 15 seconds at most', () => {
  const garbage: Readonly<Record<string, (folder: string) => void>> = {
    'an empty file of a holder, as after a power failure': folder => leave(folder, ''),
    'a file of a holder that is cut off': folder => leave(folder, '{"pid":12,"ho'),
    'JSON that is no holder': folder => leave(folder, 'null'),
    'a process number that is none': folder => leave(folder, '{"pid":-1,"host":"a","since":1}'),
    'a folder in the place of a holder': folder =>
      mkdirSync(join(lockPath(folder, name), 'full', 'of'), { recursive: true }),
    'several files': folder => {
      for (const nonce of ['a', 'b', 'c']) leave(folder, '?', nonce)
    },
    'a file in the place of the lock': folder => {
      mkdirSync(folder)
      writeFileSync(lockPath(folder, name), 'pid 4711')
    },
  }

  test.for(Object.entries(garbage))('%s', async ([, put]) => {
    const folder = newFolder()
    put(folder)
    const clock = manualClock()
    const waited = await locksIn(folder, clock).withLease(name, async () => clock.monotonic())
    expect(waited).toSatisfy((waited: number) => waited >= 15_000 && waited < 20_000)
  })

  test('a link to a folder: the link goes, what it points to stays', async () => {
    const folder = newFolder()
    const precious = join(folder, '..', 'precious')
    mkdirSync(precious)
    writeFileSync(join(precious, 'thesis.txt'), 'ten years')
    mkdirSync(folder)
    symlinkSync(precious, lockPath(folder, name))
    expect(await locksIn(folder, manualClock()).withLease(name, async () => 'in')).toBe('in')
    expect(readFileSync(join(precious, 'thesis.txt'), 'utf8')).toBe('ten years')
  })
})

describe('a holder that was taken over', () => {
  test('finds out before the next step, and takes nothing from its successor', async () => {
    const folder = newFolder()
    const path = lockPath(folder, name)
    const [isIn, mineIsOver] = [deferred(), deferred()]
    let successor: Promise<unknown> = Promise.resolve()
    await locksIn(folder).withLease(name, async mine => {
      // As whoever takes over does it.
      const [nonce = ''] = readdirSync(path)
      unlinkSync(join(path, nonce))
      expect(mine.holds()).toBe(false)
      successor = locksIn(folder).withLease(name, async theirs => {
        isIn.resolve()
        await mineIsOver.promise
        return theirs.holds()
      })
      await isIn.promise
      expect(mine.holds()).toBe(false)
    })
    expect(readdirSync(path)).toHaveLength(1)
    mineIsOver.resolve()
    expect(await successor).toBe(true)
  })

  test('is told nothing by a timer: the beat ends by itself', async () => {
    const folder = newFolder()
    const clock = manualClock()
    await locksIn(folder, clock).withLease(name, async lease => {
      rmSync(folder, { recursive: true })
      await clock.sleep(60_000)
      expect(lease.holds()).toBe(false)
    })
  })
})

test('a holder shows that it lives every three seconds, with a time that only rises', async () => {
  const folder = newFolder()
  const path = lockPath(folder, name)
  const clock = manualClock()
  const beats: number[] = []
  const asked: number[] = []
  const done = new AbortController()
  const listening: Clock = {
    ...clock,
    async sleep(milliseconds, signal) {
      asked.push(milliseconds)
      if (beats.length === 9) done.abort()
      beats.push(statSync(join(path, readdirSync(path)[0] ?? '')).mtimeMs)
      if (beats.length === 5) clock.jump(-86_400_000)
      if (beats.length < 10) return clock.sleep(milliseconds, signal)
      await new Promise(resolve => signal?.addEventListener('abort', resolve))
    },
  }
  await locksIn(folder, listening).withLease(name, () => once(done.signal, 'abort'))
  expect(asked).toEqual(Array(10).fill(3_000))
  const shownBeats = beats.slice(1)
  expect(new Set(shownBeats).size).toBe(9)
  expect(shownBeats).toEqual(shownBeats.toSorted((a, b) => a - b))
})

test('a beat is shown at the time of the clock, and nobody beats any more once the lease is over', async () => {
  const folder = newFolder()
  const path = lockPath(folder, name)
  const clock = manualClock()
  const signals: (AbortSignal | undefined)[] = []
  const listening: Clock = {
    ...clock,
    sleep: (milliseconds, signal) => {
      signals.push(signal)
      return clock.sleep(milliseconds, signal)
    },
  }
  await locksIn(folder, listening).withLease(name, async lease => {
    expect(lease.holds()).toBe(true)
    const { mtimeMs } = statSync(join(path, readdirSync(path)[0] ?? ''))
    expect(mtimeMs).toSatisfy((at: number) => at >= clock.now() - 1 && at <= clock.now() + 1)
    expect(signals.map(signal => signal?.aborted)).toEqual([false])
  })
  expect(signals.map(signal => signal?.aborted)).toEqual([true])
})

describe('who waits', () => {
  /** What is slept between two looks, by a clock that passes no faster for it. */
  async function pauses(byte: number): Promise<readonly number[]> {
    const folder = newFolder()
    leave(folder, formatOwner(await someone({ table: 'another boot' })))
    const clock = manualClock()
    const asked: number[] = []
    const listening: Clock = {
      ...clock,
      sleep: (milliseconds, signal) => {
        asked.push(milliseconds)
        return clock.sleep(milliseconds, signal)
      },
    }
    const locks = createFileLocks({ folder, clock: listening, random: n => new Uint8Array(n).fill(byte) })
    await locks.withLease(name, async () => 'in', { patience: 400 })
    return asked
  }

  test('looks soon, then less often, a quarter sooner or later than others', async () => {
    expect((await pauses(0)).slice(0, 6)).toEqual([10, 15, 22.5, 33.75, 50, 50].map(each => each * 0.75))
    expect((await pauses(128)).slice(0, 6)).toEqual([10, 15, 22.5, 33.75, 50, 50])
    expect((await pauses(255))[0]).toBeCloseTo(12.5, 1)
  })

  test('for a holder that died does not sleep first', async () => {
    const folder = newFolder()
    leave(folder, formatOwner(await someone({ start: '1' })))
    const clock = manualClock()
    expect(await locksIn(folder, clock).withLease(name, async () => clock.monotonic())).toBe(0)
  })

  test('has looked once where no time is given', async () => {
    const folder = newFolder()
    leave(folder, formatOwner(await someone()))
    const clock = manualClock()
    const answer = await locksIn(folder, clock).withLease(name, async () => 'in', { patience: 0 })
    expect([answer, clock.monotonic()]).toEqual([expect.objectContaining({ code: 'busy' }), 0])
  })

  test('for another caller of the same thread is told that it is this process, in time, or by its own signal', async () => {
    const locks = locksIn(newFolder())
    await locks.withLease(name, async () => {
      const began = performance.now()
      expect(await locks.withLease(name, async () => 'in', { patience: 30 })).toMatchObject({
        code: 'busy',
        message: expect.stringContaining(`Process ${process.pid} on `),
      })
      expect(performance.now() - began).toBeLessThan(10_000)
      const signal = AbortSignal.timeout(20)
      expect(await locks.withLease(name, async () => 'in', { signal })).toMatchObject({ code: 'cancelled' })
    })
  })
})

test('of those who wait in one thread one alone looks at the disk', async () => {
  const [folder, looks] = [newFolder(), vi.fn(random)]
  const locks = createFileLocks({ folder, clock: realClock, random: looks })
  await locks.withLease(name, async () => {
    const waiting = locks.withLease(name, async () => 'in', { patience: 100 })
    await sleep(50)
    expect(looks).toHaveBeenCalledOnce()
    expect(await waiting).toMatchObject({ code: 'busy' })
  })
})

test('who waits for more than a second is told once who has it, and of the next holder again', async () => {
  const folder = newFolder()
  const clock = manualClock()
  clock.pass(5_000)
  const path = leave(folder, formatOwner(await someone({ table: 'another boot', host: 'build-3' })))
  const told: [pid: number | undefined, second: number][] = []
  const replacing: Clock = {
    ...clock,
    async sleep(...words) {
      if (told.length === 1 && clock.monotonic() > 7_000)
        writeFileSync(path, formatOwner(await someone({ table: 'another boot', pid: 4712 })))
      return clock.sleep(...words)
    },
  }
  await locksIn(folder, replacing).withLease(name, async () => 'in', {
    patience: 5_000,
    onWait: holder => void told.push([holder.pid, Math.floor(clock.monotonic() / 1_000)]),
  })
  expect(told).toEqual([
    [process.pid, 6],
    [4712, 8],
  ])
})

test('of a holder that left nothing readable only that there is one is told', async () => {
  const folder = newFolder()
  leave(folder, 'pid 4711')
  const told: Holder[] = []
  await locksIn(folder, manualClock()).withLease(name, async () => 'in', {
    patience: 3_000,
    onWait: holder => void told.push(holder),
  })
  expect(told).toStrictEqual([{}])
})

test('who waits for more than a second is told who has it, also by the error', async () => {
  const folder = newFolder()
  const owner = await someone({ table: 'another boot', host: 'build-3', pid: 4711 })
  leave(folder, formatOwner(owner))
  const told: Holder[] = []
  const clock = manualClock()
  const options = { patience: 5_000, onWait: (holder: Holder) => told.push(holder) }
  const answer = await locksIn(folder, clock).withLease(name, async () => 'in', options)
  expect(told).toEqual([{ pid: 4711, host: 'build-3', since: owner.since }])
  expect(answer).toMatchObject({
    code: 'busy',
    message: `Process 4711 on build-3 is at work on "${name}" since ${new Date(owner.since).toISOString()}.`,
  })
})

test('what is found while waiting ends the wait without the lock', async () => {
  const folder = newFolder()
  leave(folder, formatOwner(await someone({ table: 'another boot' })))
  let looks = 0
  const instead = async () => (++looks === 3 ? { found: 'it' } : undefined)
  const answer = await locksIn(folder, manualClock()).withLease(name, async () => 'in', { instead })
  expect(answer).toEqual({ found: 'it' })
})

test('where no lock can be made nothing is done', async () => {
  const folder = newFolder()
  writeFileSync(folder, 'a file where the folder should be')
  let acted = false
  const answer = await locksIn(folder).withLease(name, async () => {
    acted = true
  })
  expect(answer).toMatchObject({ code: 'store_unavailable' })
  expect(acted).toBe(false)
})

test('what processes that died had made ready is swept away; nothing is left of a lock that is given back', async () => {
  const folder = newFolder()
  for (const [nonce, start] of Object.entries({ dead: '1', live: (await someone()).start ?? '' })) {
    mkdirSync(join(folder, `.${nonce}`), { recursive: true })
    writeFileSync(join(folder, `.${nonce}`, nonce), formatOwner(await someone({ start })))
  }
  mkdirSync(join(folder, '.cut-off'))
  mkdirSync(join(folder, '.torn'))
  writeFileSync(join(folder, '.torn', 'torn'), '{"pid":12,"ho')
  const locks = locksIn(folder)
  await locks.withLease(name, async () => undefined)
  expect(readdirSync(folder)).toEqual(['.live'])
  // Once, as whoever holds a lock is waited for.
  mkdirSync(join(folder, '.cut-off'))
  await locks.withLease(name, async () => undefined)
  expect(readdirSync(folder)).toEqual(['.cut-off', '.live'])
})

test('only the owner of the folder can look into it', async () => {
  const folder = newFolder()
  await locksIn(folder).withLease(name, async () => {
    const path = lockPath(folder, name)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(path, readdirSync(path)[0] ?? '')).mode & 0o777).toBe(0o600)
  })
})
