/** The real machine, for hosts that have no reason to hand in another: the one file here that reads it. */
import { readFile } from './file-system.ts'
import { proxiedFetch } from './http/index.ts'
import type { Machine } from './machine.ts'

/** The clock, randomness, environment and terminal of this process, and its `fetch` through the proxies that are set. */
export function thisMachine(): Machine {
  const environment = process.env
  const readText = (path: string) => readFile(path, 'utf8')
  return {
    clock: { now: () => Date.now(), monotonic: () => performance.now(), sleep },
    // Late, as it takes longer to load than all of this library.
    random: length => process.getBuiltinModule('node:crypto').randomBytes(length),
    // By its name at each call: looking at it loads it, which takes 25 ms.
    fetch: proxiedFetch((input, init) => globalThis.fetch(input, init), { environment, readFile: readText }),
    environment,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  }
}

/** By hand: `node:timers/promises` makes an error with its stack for every one that ends early, as all do that wait for an answer. */
function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const wake = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, milliseconds)
    signal?.addEventListener('abort', wake)
  })
}
