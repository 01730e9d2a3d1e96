/** A million random and mutated inputs to every reader: each is refused, or read as exactly what it spells. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { runs, seed, seededRandom } from '../../../test/support/runs.ts'
import { readCaveat } from './caveats/index.ts'
import { formatIdentifier, parseIdentifier } from './identifier.ts'
import {
  appendThirdParty,
  decodeJson,
  decodeV1,
  decodeV2,
  encodeJsonV1,
  encodeJsonV2,
  encodeV1,
  encodeV2,
  type Macaroon,
  mintMacaroon,
} from './macaroon/index.ts'
import { refused } from './refusal.ts'
import { utf8 } from './testing/macaroons.ts'
import { mutate } from './testing/mutator.ts'
import { readToken, writeToken } from './token-text.ts'

const minted = {
  rootKey: utf8('k'),
  identifier: utf8('1.k1.kAAECAwQFBgcICQoLDA0ODw'),
  location: 'packages.example.com',
  caveats: ['["allow",[[["publish"],["pypi:acme/widget"]]]]', '[0,1700000060,0]'].map(utf8),
}
const plain = mintMacaroon(minted)
const withThirdParty = appendThirdParty(plain, {
  rootKey: utf8('shared'),
  identifier: utf8('account 17'),
  location: 'login.example.com',
  nonce: new Uint8Array(24),
})
const macaroons = [mintMacaroon({ ...minted, location: '', caveats: [] }), plain, withThirdParty]

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const same = (a: Uint8Array, b: unknown) => b instanceof Uint8Array && Buffer.from(a).equals(b)
const withoutEmptyLocations = (bytes: Uint8Array) => latin1(bytes).replaceAll('\u0001\u0000', '')

/** A reader with inputs that are close to good ones, and whether what it made of an input is what that spells. */
interface Reader {
  readonly samples: readonly (Uint8Array | string)[]
  readonly read: (bytes: Uint8Array) => unknown
  readonly spells: (bytes: Uint8Array, result: never) => boolean
}

const readers: Record<string, Reader> = {
  'V2 binary': {
    samples: macaroons.map(encodeV2),
    read: decodeV2,
    spells: (bytes, macaroon: Macaroon) =>
      same(bytes, encodeV2(macaroon)) ||
      withoutEmptyLocations(bytes) === withoutEmptyLocations(encodeV2(macaroon)),
  },
  'V1 binary': {
    samples: macaroons.map(macaroon => encodeV1(macaroon) as Uint8Array),
    read: decodeV1,
    spells: (bytes, macaroon: Macaroon) => same(bytes, encodeV1(macaroon)),
  },
  JSON: {
    samples: [...macaroons.map(encodeJsonV2), ...macaroons.map(macaroon => encodeJsonV1(macaroon) as string)],
    read: bytes => decodeJson(Buffer.from(bytes).toString()),
    spells: (_, macaroon: Macaroon) =>
      same(encodeV2(macaroon), encodeV2(decodeJson(encodeJsonV2(macaroon)) as Macaroon)),
  },
  'token text': {
    samples: macaroons.map(macaroon => writeToken(macaroon)),
    read: bytes => readToken(latin1(bytes)),
    spells: (bytes, macaroon: Macaroon) => {
      const body = latin1(bytes)
        .trim()
        .replace(/^(latchkey-){0,2}/, '')
      return (
        writeToken(macaroon, '') === body ||
        withoutEmptyLocations(Buffer.from(body, 'base64url')) === withoutEmptyLocations(encodeV2(macaroon))
      )
    },
  },
  identifier: {
    samples: [
      '1.k1.kAAECAwQFBgcICQoLDA0ODw',
      '1.k1.lAAECAwQFBgcICQoLDA0ODw.17',
      '1.a.rAAECAwQFBgcICQoLDA0ODw.0',
    ],
    read: parseIdentifier,
    spells: (bytes, identifier) => same(bytes, formatIdentifier(identifier)),
  },
  caveat: {
    samples: [
      '["allow",[[["publish"],["pypi:acme/widget"]],[["read"],["pypi:acme","*"]]]]',
      '["network",["10.0.0.0/8","2001:db8::/32"]]',
      '["audience",["https://packages.example.com"]]',
      '["version",["1.2.3"]]',
      `["digest",["sha256:${'0'.repeat(64)}"]]`,
      '[0,1700000900,0]',
      '[1,["widget"]]',
      '[4,"id",null]',
    ],
    read: readCaveat,
    spells: (_, caveat: object) => 'kind' in caveat,
  },
}

describe.each(Object.entries(readers))(
  'hostile input to the reader of %s',
  (_, { samples, read, spells }) => {
    const count = runs(1_000_000)

    test(`is refused or read as what it spells, at once and leaving nothing behind (seed ${seed})`, async () => {
      const random = seededRandom()
      const bytes = samples.map(sample => (typeof sample === 'string' ? utf8(sample) : sample))
      let refusals = 0
      let slowest = 0
      const feed = (times: number) => {
        for (let i = 0; i < times; i++) {
          const input = mutate(bytes, random)
          let result: ReturnType<typeof read> | undefined
          const took = processorTimeOf(() => {
            result = read(input)
          })
          slowest = Math.max(slowest, took)
          if (refused(result)) refusals++
          else if (!spells(input, result as never))
            throw new Error(`misread: ${Buffer.from(input).toString('hex')}`)
        }
      }
      feed(count / 10)
      const before = await memory()
      feed(count - count / 10)
      expect((await memory()) - before).toBeLessThan(8_000_000)
      expect(slowest).toBeLessThan(500)
      expect(refusals).toBeGreaterThan(count / 2)
    }, 300_000)
  },
)

/** Bytes in use once everything that can be collected was; buffers are freed only after the turn that dropped them. */
async function memory(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  for (let i = 0; i < 3; i++) {
    await new Promise(setImmediate)
    collect()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
