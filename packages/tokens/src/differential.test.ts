/** pymacaroons, which PyPI runs, verifies what we minted and attenuated, and we verify what it did. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs, seed } from '../../../test/support/runs.ts'
import { requireTool } from '../../../test/support/tools.ts'
import { decodeBase64, encodeBase64url } from './base64.ts'
import {
  appendCaveat,
  appendThirdParty,
  bindDischarge,
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
import { type Refusal, refused } from './refusal.ts'
import { toHex, utf8 } from './testing/macaroons.ts'
import { verifySignature } from './verify/index.ts'

type Step =
  | { readonly caveat: string }
  | {
      readonly thirdParty: {
        readonly key: string
        readonly identifier: string
        readonly location: string
        readonly nonce: string
        readonly caveats: readonly string[]
      }
    }

interface Case {
  readonly key: string
  readonly identifier: string
  readonly location: string
  /** What one side adds when it mints, and what the other side adds to that. */
  readonly ours: readonly Step[]
  readonly theirs: readonly Step[]
}

/** How each form is written and read here. pymacaroons counts characters in V1 packets, so those are ASCII. */
const forms = {
  'binary v2': { unit: 'binary', write: (macaroon: Macaroon) => encodeBase64url(encodeV2(macaroon)) },
  'binary v1': {
    unit: 'binary-ascii',
    write: (macaroon: Macaroon) => encodeBase64url(good(encodeV1(macaroon))),
  },
  'json v2': { unit: 'binary', write: encodeJsonV2 },
  'json v1': { unit: 'binary', write: (macaroon: Macaroon) => good(encodeJsonV1(macaroon)) },
} as const

type Form = keyof typeof forms

function read(text: string): Macaroon {
  if (text.startsWith('{')) return good(decodeJson(text))
  const bytes = decodeBase64(text) ?? new Uint8Array(0)
  return good(bytes[0] === 2 ? decodeV2(bytes) : decodeV1(bytes))
}

function good<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

/** Cases whose third-party caveats have names of their own: pymacaroons takes the first discharge of a name. */
function sample(form: Form, count: number): readonly Case[] {
  const text = fc.string({ unit: forms[form].unit, minLength: 1, maxLength: 60 })
  const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex)
  const key = fc.uint8Array({ minLength: 1, maxLength: 80 }).map(toHex)
  const other = fc.record({
    key,
    identifier: text,
    location: text,
    nonce: hex(24),
    caveats: fc.array(text, { maxLength: 2 }),
  })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { arbitrary: fc.record({ caveat: text }), weight: 3 },
    { arbitrary: fc.record({ thirdParty: other }), weight: 1 },
  )
  const steps = fc.array(step, { maxLength: 4 })
  const named = (steps: readonly Step[], side: string) =>
    steps.map((step, i) =>
      'caveat' in step
        ? step
        : { thirdParty: { ...step.thirdParty, identifier: `${side}${i}${step.thirdParty.identifier}` } },
    )
  return fc
    .sample(fc.record({ key, identifier: text, location: text, ours: steps, theirs: steps }), {
      numRuns: count,
      seed,
    })
    .map(each => ({ ...each, ours: named(each.ours, 'ours'), theirs: named(each.theirs, 'theirs') }))
}

/** Adds the caveats as pymacaroons' side does, and gives the discharges of the third-party ones, not yet bound. */
function add(macaroon: Macaroon, steps: readonly Step[]): { macaroon: Macaroon; discharges: Macaroon[] } {
  const discharges: Macaroon[] = []
  const narrowed = steps.reduce<Macaroon>((macaroon, step) => {
    if ('caveat' in step) return appendCaveat(macaroon, utf8(step.caveat))
    const { location, caveats, ...hex } = step.thirdParty
    const shared = { rootKey: fromHex(hex.key), identifier: utf8(hex.identifier), location }
    discharges.push(mintMacaroon({ ...shared, caveats: caveats.map(utf8) }))
    return appendThirdParty(macaroon, { ...shared, nonce: fromHex(hex.nonce) })
  }, macaroon)
  return { macaroon: narrowed, discharges }
}

function caveatsOf(...steps: readonly Step[]): readonly string[] {
  return steps.flatMap(step => ('caveat' in step ? [step.caveat] : step.thirdParty.caveats)).sort()
}

function verifiedCaveats(
  macaroon: Macaroon,
  key: string,
  discharges: readonly Macaroon[],
): readonly string[] {
  const { caveats } = good(verifySignature(macaroon, fromHex(key), discharges))
  return caveats.map(caveat => new TextDecoder('utf-8', { ignoreBOM: true }).decode(caveat)).sort()
}

/** One process answers all requests. */
function pymacaroons<Answer>(requests: readonly object[]): readonly Answer[] {
  const script = new URL('testing/pymacaroons-side.py', import.meta.url).pathname
  const input = requests.map(request => `${JSON.stringify(request)}\n`).join('')
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

interface Verified {
  readonly seen?: readonly string[]
  readonly refused?: string
  readonly macaroon: string
  readonly discharges: readonly string[]
}

const missing = requireTool('pymacaroons')

describe.skipIf(missing).each(Object.keys(forms) as Form[])(
  `with pymacaroons, in %s${missing ? ` (${missing})` : ''}`,
  form => {
    const cases = sample(form, runs(2000))
    const { write } = forms[form]

    test('it verifies what we minted, sealed and bound, and we what it then added, sealed and bound', () => {
      const answers = pymacaroons<Verified>(
        cases.map(({ key, identifier, location, ours, theirs }) => {
          const bare = mintMacaroon({ rootKey: fromHex(key), identifier: utf8(identifier), location })
          const { macaroon, discharges } = add(bare, ours)
          const bound = discharges.map(discharge => write(bindDischarge(macaroon, discharge)))
          return { macaroon: write(macaroon), key, bound, unbound: discharges.map(write), steps: theirs }
        }),
      )
      expect(answers).toHaveLength(cases.length)
      for (const [i, { key, ours, theirs }] of cases.entries()) {
        const answer = answers[i] as Verified
        expect(answer.refused).toBeUndefined()
        expect(answer.seen?.toSorted()).toEqual(caveatsOf(...ours))
        const discharges = answer.discharges.map(read)
        expect(verifiedCaveats(read(answer.macaroon), key, discharges)).toEqual(caveatsOf(...ours, ...theirs))
      }
    })

    test('we verify what it minted and sealed, and it what we then added, sealed and bound', () => {
      const minted = pymacaroons<Verified>(
        cases.map(({ key, identifier, location, theirs }) => ({
          key,
          identifier,
          location,
          steps: theirs,
          form: form.replace(' ', ''),
        })),
      )
      const answers = pymacaroons<Verified>(
        cases.map(({ key, ours, theirs }, i) => {
          const answer = minted[i] as Verified
          const root = read(answer.macaroon)
          const discharges = answer.discharges.map(read)
          const bound = discharges.map(discharge => bindDischarge(root, discharge))
          expect(verifiedCaveats(root, key, bound)).toEqual(caveatsOf(...theirs))
          const narrowed = add(root, ours)
          const all = [...discharges, ...narrowed.discharges].map(each =>
            write(bindDischarge(narrowed.macaroon, each)),
          )
          return { macaroon: write(narrowed.macaroon), key, bound: all, unbound: [], steps: [] }
        }),
      )
      for (const [i, { ours, theirs }] of cases.entries()) {
        expect(answers[i]?.refused).toBeUndefined()
        expect(answers[i]?.seen?.toSorted()).toEqual(caveatsOf(...ours, ...theirs))
      }
    })

    test('both refuse what one bit was changed in', () => {
      const changed = cases.map(({ key, identifier, location, ours }, n) => {
        const { macaroon } = add(
          mintMacaroon({ rootKey: fromHex(key), identifier: utf8(identifier), location }),
          ours,
        )
        const signature = macaroon.signature.map((byte, i) => (i === n % 32 ? byte ^ (1 << (n % 8)) : byte))
        return { macaroon: { ...macaroon, signature }, key }
      })
      const requests = changed.map(({ macaroon, key }) => ({
        macaroon: write(macaroon),
        key,
        bound: [],
        unbound: [],
        steps: [],
      }))
      for (const answer of pymacaroons<Verified>(requests)) expect(answer.refused).toBeDefined()
      for (const { macaroon, key } of changed) {
        expect(verifySignature(macaroon, fromHex(key))).toMatchObject({ code: 'signature_mismatch' })
      }
    })
  },
)
