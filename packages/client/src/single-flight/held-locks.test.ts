import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder } from '../../../../test/support/folder.ts'
import { createFileLocks, heldLocks } from './index.ts'
import { formatOwner, type Owner } from './owner.ts'
import { processTable } from './processes/process-table.ts'
import { realClock } from './testing/clocks.ts'
import { random } from './testing/random.ts'

function newFolder(): string {
  const folder = emptyFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  return folder.path
}

function leave(folder: string, content: string): string {
  const path = join(folder, 'login')
  mkdirSync(path)
  writeFileSync(join(path, 'nonce'), content)
  return join(path, 'nonce')
}

async function someone(change: Partial<Owner>): Promise<Owner> {
  return { ...(await processTable().self()), since: 1_795_300_000_000, ...change }
}

test('a lock that this process has is held by somebody alive, who is named, and it cannot be taken away', async () => {
  const folder = newFolder()
  const now = () => 1_795_300_000_000
  const locks = createFileLocks({ folder, clock: { ...realClock, now }, random })
  const { pid, host } = await processTable().self()
  await locks.withLease('login', async lease => {
    const [held, ...others] = await heldLocks(folder)
    expect(others).toEqual([])
    expect(held).toMatchObject({ state: 'alive', holder: { pid, host, since: now() } })
    await held?.release()
    expect(lease.holds()).toBe(true)
  })
  expect(await heldLocks(folder)).toEqual([])
})

test('a lock of a process that is over is dead, and can be taken away, with its folder', async () => {
  const folder = newFolder()
  const path = leave(folder, formatOwner(await someone({ start: '1' })))
  const [held] = await heldLocks(folder)
  expect(held).toMatchObject({ path, state: 'dead' })
  await held?.release()
  expect(existsSync(join(folder, 'login'))).toBe(false)
})

test.for([
  ['on another machine, or before this one started', () => someone({ table: 'another boot' })],
  [
    'on a machine that tells nothing of its processes',
    async () => {
      const { table: _, start: __, ...owner } = await someone({})
      return owner
    },
  ],
] as const)('a holder %s is named, not known to be alive or dead, and left alone', async ([, owner]) => {
  const folder = newFolder()
  const path = leave(folder, formatOwner(await owner()))
  const { pid, host, since } = await owner()
  const [held] = await heldLocks(folder)
  expect(held).toMatchObject({ path, state: 'unknown' })
  expect(held?.holder).toStrictEqual({ pid, host, since })
  await held?.release()
  expect(existsSync(path)).toBe(true)
})

test('where this machine tells nothing of its processes, nobody is known to be alive', async () => {
  const folder = newFolder()
  const { table: _, start: __, ...owner } = await someone({})
  leave(folder, formatOwner(owner))
  const silent = { self: async () => ({ pid: owner.pid, host: owner.host }), ended: async () => false }
  expect(await heldLocks(folder, silent)).toMatchObject([{ state: 'unknown' }])
})

test('what no holder wrote is nobody’s, and left alone', async () => {
  const folder = newFolder()
  const path = leave(folder, 'pid 4711')
  const [held] = await heldLocks(folder)
  expect(held).toMatchObject({ path, state: 'unknown' })
  expect(held?.holder).toStrictEqual({})
  await held?.release()
  expect(existsSync(path)).toBe(true)
})

test('where no lock was ever made, none is held', async () => {
  expect(await heldLocks(join(newFolder(), 'locks'))).toEqual([])
})
