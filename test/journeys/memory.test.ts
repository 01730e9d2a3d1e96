/** A server that has answered a million requests, hardly two with the same token, is as large as it was before. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attenuated } from '../../packages/server/src/ecosystems/pypi/testing/attenuated.ts'
import { mintKeyText } from '../../packages/server/src/keys/mint.ts'
import { parseMasterKeys } from '../../packages/server/src/serve/master-key-text.ts'
import { fillDatabase, filledKeyId } from '../../packages/server/src/storage/testing/fill-database.ts'
import { furnish } from '../support/acme.ts'
import { askOften } from '../support/ask-often.ts'
import { emptyFolder } from '../support/folder.ts'
import { memoryIsTold, residentMemory } from '../support/memory.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { isLong } from '../support/runs.ts'

/**
 * All keys are used before the last parts, and whatever has a most is full: of a hundred thousand keys it is remembered how
 * often they were used, more than of anything else. `growth`, in MiB, is what 40 bytes of each request would be in the long
 * run, and a kilobyte in the short one.
 */
const amount = isLong
  ? { requests: 1_000_000, keys: 100_000, parts: 10, compared: 4, growth: 16 }
  : { requests: 20_000, keys: 2_000, parts: 2, compared: 1, growth: 8 }

describe.skipIf(!memoryIsTold)('the memory of a server (Linux: /proc tells it)', () => {
  const folder = emptyFolder()
  const data = join(folder.path, 'data')
  let node: ServerNode

  beforeAll(async () => {
    mkdirSync(data)
    await furnish({ data })
    await fillDatabase(`sqlite:${join(data, 'latchkey.db')}`, { keys: amount.keys, events: 0 })
    const many = { LATCHKEY_LIMIT_KEY: '1000000', LATCHKEY_LIMIT_ACCOUNT: '1000000' }
    // As it is run day by day, but that it collects its garbage when it is asked to.
    const env = { ...many, LATCHKEY_LOG: 'warn', NODE_OPTIONS: `--import="${collectsAtSignal}"` }
    node = await startNode({ data, env })
  })
  afterAll(async () => {
    await node?.kill()
    await folder[Symbol.asyncDispose]()
  })

  test(`is flat over ${amount.requests} requests with distinct tokens`, { timeout: 1_800_000 }, async () => {
    const { host } = new URL(node.origin)
    const tokens = distinctTokens(data)
    let count = 0
    const next = () => {
      count += 1
      const target = count % 2 === 0 ? '/api/v1/validate' : '/pypi/acme/simple/'
      return `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${tokens()}\r\n\r\n`
    }
    const sizes: Size[] = []
    for (let part = 0; part < amount.parts; part += 1) {
      await askOften(node.origin, amount.requests / amount.parts, next)
      // Once what is written behind is written, one more request finds that no answer holds any longer.
      await setTimeout(1_200)
      await askOften(node.origin, 1, next)
      sizes.push(await sizeOf(node))
    }
    // What is remembered is forgotten by halves, so that it is now fuller and now emptier: the most of some parts counts.
    const most = (of: keyof Size, from: number, to?: number) =>
      Math.max(...sizes.slice(from, to).map(size => size[of]))
    const { compared, growth } = amount
    expect(most('heap', -compared)).toBeLessThan(most('heap', -2 * compared, -compared) + growth)
    // How much more than it needs a process keeps for itself is for V8 to say.
    expect(most('resident', -compared)).toBeLessThan(most('resident', -2 * compared, -compared) + 64)
  })

  /** Three of four are narrowed from a few keys, each otherwise; the others are as many keys as there are. */
  function distinctTokens(folder: string): () => string {
    const entries = parseMasterKeys(readFileSync(join(folder, 'master-keys.json'), 'utf8'))
    if (!('minting' in entries)) throw new Error(entries.message)
    const { minting, keys } = entries
    const key = keys.get(minting)
    if (key === undefined) throw new Error('The minting key is among the keys.')
    const textOf = (n: number) => {
      const id = filledKeyId(n + 1)
      return mintKeyText({ minting: { kid: minting, key }, id, location: 'localhost' }).expose()
    }
    const few = [0, 1, 2, 3, 4].map(textOf)
    const soon = Math.floor(Date.now() / 1000) + 86_400
    let count = 0
    return () => {
      count += 1
      if (count % 4 === 0) return textOf((count / 4) % amount.keys)
      return attenuated(few[count % 5] ?? '', [0, soon + count, 0])
    }
  }
})

interface Size {
  /** MiB. */
  readonly heap: number
  /** MiB. */
  readonly resident: number
}

const collectsAtSignal = `data:text/javascript,${encodeURIComponent(
  `import { setFlagsFromString } from 'node:v8'; import { runInNewContext } from 'node:vm';
  setFlagsFromString('--expose-gc'); const gc = runInNewContext('gc');
  process.on('SIGUSR2', () => { gc(); console.error('Collected.') })`,
)}`

/** Without garbage. */
async function sizeOf({ origin, processId, output }: ServerNode): Promise<Size> {
  const collected = () => output().split('Collected.').length
  const before = collected()
  process.kill(processId, 'SIGUSR2')
  await expect.poll(collected, { timeout: 60_000 }).toBeGreaterThan(before)
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]) / 1024 ** 2
  const heap = read('nodejs_heap_size_used_bytes') + read('nodejs_external_memory_bytes')
  return { heap, resident: residentMemory(processId) }
}
