/** The real machine, for hosts that have no reason to hand in another: the one file here that reads it. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { proxiedFetch } from './http/index.ts'
import type { Machine } from './machine.ts'

/** The clock, randomness, environment and terminal of this process, and its `fetch` through the proxies that are set. */
export function thisMachine(): Machine {
  const environment = process.env
  const readText = (path: string) => readFile(path, 'utf8')
  return {
    clock: { now: () => Date.now(), monotonic: () => performance.now(), sleep },
    random: length => randomBytes(length),
    // By its name at each call: looking at it loads it, which takes 25 ms.
    fetch: proxiedFetch((input, init) => globalThis.fetch(input, init), { environment, readFile: readText }),
    environment,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  }
}

async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch((problem: unknown) => {
    if (!signal?.aborted) throw problem
  })
}
