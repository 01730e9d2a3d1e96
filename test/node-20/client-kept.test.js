/** What `@latchkey/client` keeps, and its locks, as published and on the oldest Node: by the contracts that it publishes. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFileLocks, createMemoryLocks, openStore, thisMachine } from '@latchkey/client'
import { locksContract, storeContract } from '@latchkey/client/testing'

const machine = thisMachine()

/** Each check in an empty folder of its own. */
async function inFolder(check) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
  try {
    await check(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const { promise, check } of storeContract) {
  test(`a file: ${promise}`, () =>
    inFolder(folder =>
      check(async () => ({
        store: openStore({ folder, machine }).store,
        other: openStore({ folder, machine }).store,
      })),
    ))
  test(`memory: ${promise}`, () => {
    const { store } = openStore({ policy: 'memory', folder: '', machine })
    return check(async () => ({ store, other: store }))
  })
}

for (const { promise, check } of locksContract) {
  test(`locks in a folder: ${promise}`, () =>
    inFolder(folder =>
      check(async () => ({
        locks: createFileLocks({ folder, ...machine }),
        others: createFileLocks({ folder, ...machine }),
      })),
    ))
  test(`locks in memory: ${promise}`, () => {
    const locks = createMemoryLocks(machine.clock)
    return check(async () => ({ locks, others: locks }))
  })
}

test('the lock of a process that died is taken over at once', () =>
  inFolder(async folder => {
    const program = `
      import { createFileLocks, thisMachine } from '@latchkey/client'
      await createFileLocks({ folder: ${JSON.stringify(folder)}, ...thisMachine() }).withLease('one', () => process.kill(process.pid, 'SIGKILL'))
    `
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
    })
    assert.equal(signal, 'SIGKILL')
    const began = performance.now()
    const locks = createFileLocks({ folder, ...machine })
    assert.equal(await locks.withLease('one', async () => 'in'), 'in')
    // Before it is over by itself.
    assert.ok(performance.now() - began < 10_000)
  }))

test('importing it loads neither the machine’s fetch nor what starts processes', () => {
  const program = `
    await import('@latchkey/client')
    const late = ['internal/deps/undici/undici', 'child_process']
    console.log(JSON.stringify(late.filter(name => process.moduleLoadList.includes('NativeModule ' + name))))
    await fetch('data:,loaded')
    await import('node:child_process')
    console.log(JSON.stringify(late.filter(name => process.moduleLoadList.includes('NativeModule ' + name)).length))
  `
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  // The second line shows that the first would have named them.
  assert.equal(stdout, '[]\n2\n')
})
