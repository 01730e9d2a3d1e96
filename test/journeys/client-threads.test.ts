/** Threads of one process share its number and its start, and nothing else: they are as strangers to each other. */
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { leaveExpiredLogin, startStrictRegistry } from '../support/client-registries.ts'
import { emptyFolder } from '../support/folder.ts'

test('eight threads with an expired login refresh it once, at a registry that forgives nothing', async () => {
  await using home = emptyFolder()
  await using registry = await startStrictRegistry()
  const folder = join(home.path, 'threads')
  await leaveExpiredLogin(folder, registry, await registry.logIn())
  const before = registry.tokenRequests()
  const program = new URL('../support/client-thread.ts', import.meta.url)
  const told = {
    workerData: { registry: registry.origin, folder },
    execArgv: ['--conditions=latchkey-source'],
  }
  const threads = Array.from({ length: 8 }, () => new Worker(program, told))
  try {
    await Promise.all(threads.map(each => once(each, 'message')))
    const answers = threads.map(each => once(each, 'message'))
    for (const each of threads) each.postMessage('ask')
    expect((await Promise.all(answers)).flat()).toEqual(Array(8).fill('200'))
    expect(registry.tokenRequests() - before).toBe(1)
    expect(registry.ended).toBe(0)
  } finally {
    await Promise.all(threads.map(each => each.terminate()))
  }
})
