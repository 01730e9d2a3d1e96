/** The laws of caveats, for all caveats and all accesses. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { type Access, pending } from './access.ts'
import { attenuate } from './attenuate.ts'
import type { Answer } from './caveats/define-caveat.ts'
import { type Caveat, definitionOf, readCaveat, writeCaveat } from './caveats/index.ts'
import { type Clearing, clear } from './clear.ts'
import { refused } from './refusal.ts'
import { parseTarget, type Target } from './target.ts'
import { upload } from './testing/accesses.ts'
import { allow, anyAccess, anyCaveat, completions } from './testing/arbitraries.ts'
import { mintWith, verified } from './testing/tokens.ts'

const someCaveats = fc.array(anyCaveat, { maxLength: 4 })
/** What can be minted: a token says what it may do. */
const restrictions = fc.tuple(allow, someCaveats).map(([first, rest]) => [first, ...rest])

const anywhere = parseTarget('*') as Target
const publishing: Caveat = { kind: 'allow', rows: [{ actions: ['publish'], targets: [anywhere] }] }
const unexpired: Caveat = { kind: 'expires', expiresAt: upload.now + 1, notBefore: 0 }
const firstVersion: Caveat = { kind: 'version', versions: ['1.0.0'] }

/** The answer without the sentences: what two clearings have in common that mean the same. */
function meaning(clearing: Clearing): unknown {
  if (clearing.answer === 'refused') return clearing.refusals.map(refusal => refusal.code).sort()
  return clearing.answer === 'needs' ? { needs: clearing.facts } : 'cleared'
}

test('attenuation never widens: what a narrowed token may do, the token may do', () => {
  let cleared = 0
  fc.assert(
    fc.property(restrictions, someCaveats, anyAccess, (stored, added, access) => {
      const token = mintWith()
      const narrowed = attenuate(token, ...added)
      const answer = clear(verified(narrowed), stored, access).answer
      const before = clear(verified(token), stored, access).answer
      if (answer === 'cleared') cleared += 1
      if (answer === 'cleared') expect(before).toBe('cleared')
      if (before === 'refused') expect(answer).toBe('refused')
    }),
    { ...propertyOptions(50_000), examples: [[[publishing], [unexpired], upload]] },
  )
  expect(cleared).toBeGreaterThan(0)
})

test('a caveat means the same in the row and in the text, and in any order', () => {
  const shuffled = restrictions.chain(all =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      cut: fc.nat(all.length),
    }),
  )
  fc.assert(
    fc.property(shuffled, anyAccess, ({ all, order, cut }, access) => {
      const inText = clear(verified(mintWith(...all)), [], access)
      const mixed = clear(verified(mintWith(...order.slice(cut))), order.slice(0, cut), access)
      expect(meaning(mixed)).toEqual(meaning(inText))
    }),
    propertyOptions(20_000),
  )
})

test('refused stays refused, and cleared stays cleared, whatever is filled in for what is not known yet', () => {
  fc.assert(
    fc.property(restrictions, anyAccess, (all, access) => {
      const token = verified(mintWith(...all))
      const { answer } = clear(token, [], access)
      fc.pre(answer !== 'needs')
      for (const complete of completions(access)) expect(clear(token, [], complete).answer).toBe(answer)
    }),
    propertyOptions(20_000),
  )
})

test('nothing is needed once everything is known', () => {
  fc.assert(
    fc.property(restrictions, anyAccess, (all, access) => {
      for (const complete of completions(access)) {
        expect(clear(verified(mintWith(...all)), [], complete).answer).not.toBe('needs')
      }
    }),
    propertyOptions(5_000),
  )
})

test('a caveat needs a fact only where one value of it clears and another refuses', () => {
  let needed = 0
  fc.assert(
    fc.property(anyCaveat, anyAccess, (caveat, access) => {
      const judge = (access: Access) => definitionOf(caveat).clears(caveat as never, access) as Answer
      const answer = judge(access)
      if (answer === true || refused(answer)) return
      needed += 1
      expect(access[answer.needs]).toBe(pending)
      const answers = completions(access).map(complete => judge(complete) === true)
      expect(new Set(answers)).toEqual(new Set([true, false]))
    }),
    { ...propertyOptions(20_000), examples: [[firstVersion, { ...upload, version: pending }]] },
  )
  expect(needed).toBeGreaterThan(0)
})

test('identify is refused by no caveat about what, and by every other that does not clear', () => {
  fc.assert(
    fc.property(restrictions, anyAccess, (all, access) => {
      const identify: Access = { ...access, action: 'identify' }
      const others = all.filter(caveat => definitionOf(caveat).restricts !== 'what')
      const objects = others.some(caveat => definitionOf(caveat).clears(caveat as never, identify) !== true)
      expect(clear(verified(mintWith(...all)), [], identify).answer).toBe(objects ? 'refused' : 'cleared')
    }),
    propertyOptions(10_000),
  )
})

test('what is written of a caveat is read back as the same caveat', () => {
  fc.assert(
    fc.property(anyCaveat, caveat => {
      expect(readCaveat(writeCaveat(caveat))).toEqual(caveat)
    }),
    propertyOptions(10_000),
  )
})

const bytes = fc.uint8Array({ maxLength: 200 })
const json = fc.json().map(text => new TextEncoder().encode(text))
const tagged = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 3, 4, 'allow', 'version', 'digest', 'audience', 'network'),
    fc.array(fc.jsonValue()),
  )
  .map(([tag, fields]) => new TextEncoder().encode(JSON.stringify([tag, ...fields])))
const mutated = fc.tuple(anyCaveat, fc.nat(), fc.nat(255)).map(([caveat, at, byte]) => {
  const written = writeCaveat(caveat)
  written[at % written.length] = byte
  return written
})

test('any bytes as a caveat are read or refuse every access, in a sentence that can be printed', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, json, tagged, mutated), anyAccess, allow, (caveat, access, row) => {
      const read = readCaveat(caveat)
      const clearing = clear(verified(mintWith(caveat)), [row], access)
      if (refused(read)) {
        expect(clearing.answer).toBe('refused')
        expect(read.message).toMatch(/^[ -~]{20,299}$/)
      } else {
        expect(readCaveat(writeCaveat(read))).toEqual(read)
      }
    }),
    propertyOptions(20_000),
  )
})
