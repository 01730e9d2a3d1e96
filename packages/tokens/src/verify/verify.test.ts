import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { seal } from '../crypto/index.ts'
import {
  appendCaveat,
  appendThirdParty,
  bindDischarge,
  isThirdParty,
  type Macaroon,
  type MacaroonCaveat,
  mintMacaroon,
  type ThirdPartyCaveat,
} from '../macaroon/index.ts'
import { refused } from '../refusal.ts'
import { anyMacaroon, utf8 } from '../testing/macaroons.ts'
import { isVerified, type VerifiedToken, verifySignature } from './index.ts'

const rootKey = utf8('root key')
const minted = { rootKey, identifier: utf8('id'), location: 'l' }
const bare = mintMacaroon(minted)
const narrowed = ['a', 'b', 'c'].map(utf8).reduce(appendCaveat, bare)

function proof(value: unknown): VerifiedToken {
  if (!isVerified(value)) throw new Error('not verified')
  return value
}

describe('a signature', () => {
  test('holds with the root key, and gives the caveats in order', () => {
    expect(proof(verifySignature(bare, rootKey)).caveats).toEqual([])
    const token = proof(verifySignature(narrowed, rootKey))
    expect(token.caveats).toEqual(['a', 'b', 'c'].map(utf8))
    expect(token.macaroon).toBe(narrowed)
  })

  test('does not hold with any other key', () => {
    expect(verifySignature(narrowed, utf8('root kez'))).toMatchObject({ code: 'signature_mismatch' })
    expect(verifySignature(narrowed, new Uint8Array(0))).toMatchObject({ code: 'signature_mismatch' })
  })

  test('does not hold when any signed byte was changed, dropped or added, or caveats were reordered', () => {
    fc.assert(
      fc.property(anyMacaroon({ identifiers: 'bytes' }), fc.nat(), ({ macaroon, rootKey }, n) => {
        for (const forgery of forgeries(macaroon, n)) {
          expect(verifySignature(forgery, rootKey)).toMatchObject({ code: 'signature_mismatch' })
        }
      }),
      propertyOptions(2000),
    )
  })

  test('holds whatever the locations say: they are hints, and not signed', () => {
    const root = appendThirdParty(narrowed, { ...caveat, location: 'here' })
    const moved = {
      ...root,
      location: 'elsewhere',
      caveats: root.caveats.map(each => (isThirdParty(each) ? { ...each, location: 'there' } : each)),
    }
    expect(isVerified(verifySignature(moved, rootKey, [bindDischarge(moved, discharge)]))).toBe(true)
  })

  test('of a length other than 32 bytes does not hold', () => {
    for (const signature of [
      new Uint8Array(0),
      bare.signature.subarray(0, 31),
      Uint8Array.of(...bare.signature, 0),
    ]) {
      expect(verifySignature({ ...bare, signature }, rootKey)).toMatchObject({ code: 'signature_mismatch' })
    }
  })

  test('that does not hold is one and the same refusal, wherever the difference is', () => {
    const refusals = Array.from({ length: 32 }, (_, i) =>
      verifySignature({ ...narrowed, signature: changed(narrowed.signature, i) }, rootKey),
    )
    expect(new Set(refusals).size).toBe(1)
  })
})

/** Each differs from the macaroon in something signed. `n` chooses where. */
function forgeries(macaroon: Macaroon, n: number): readonly Macaroon[] {
  const { identifier, caveats, signature } = macaroon
  const at = caveats.length === 0 ? 0 : n % caveats.length
  const caveat = caveats[at]
  const next = caveats[at + 1]
  const replaced = (...with_: readonly MacaroonCaveat[]) => ({
    ...macaroon,
    caveats: caveats.toSpliced(at, 1, ...with_),
  })
  return [
    { ...macaroon, signature: changed(signature, n) },
    { ...macaroon, identifier: Uint8Array.of(...identifier, n) },
    ...(identifier.length > 0
      ? [
          { ...macaroon, identifier: changed(identifier, n) },
          { ...macaroon, identifier: identifier.subarray(1) },
        ]
      : []),
    { ...macaroon, caveats: [...caveats, { identifier: Uint8Array.of(n) }] },
    ...(caveat === undefined
      ? []
      : [
          replaced(),
          replaced(caveat, caveat),
          replaced({ ...caveat, identifier: Uint8Array.of(...caveat.identifier, n) }),
          ...(caveat.identifier.length > 0
            ? [replaced({ ...caveat, identifier: changed(caveat.identifier, n) })]
            : []),
          ...(isThirdParty(caveat)
            ? [
                replaced({ identifier: caveat.identifier }),
                replaced({ ...caveat, verification: changed(caveat.verification, n) }),
              ]
            : [replaced({ ...caveat, verification: new Uint8Array(72), location: '' })]),
        ]),
    ...(caveat === undefined || next === undefined || JSON.stringify(caveat) === JSON.stringify(next)
      ? []
      : [{ ...macaroon, caveats: caveats.toSpliced(at, 2, next, caveat) }]),
  ]
}

function changed(bytes: Uint8Array, n: number): Uint8Array {
  return bytes.map((byte, i) => (i === n % bytes.length ? byte ^ (1 << ((n >> 3) & 7)) : byte))
}

const caveatKey = utf8('shared with the other party')
const caveat = {
  rootKey: caveatKey,
  identifier: utf8('account 17'),
  location: 'other',
  nonce: new Uint8Array(24),
}
const discharge = mintMacaroon({
  rootKey: caveatKey,
  identifier: utf8('account 17'),
  location: 'other',
  caveats: [utf8('d')],
})

describe('a third-party caveat', () => {
  const root = appendCaveat(appendThirdParty(narrowed, caveat), utf8('e'))
  const bound = bindDischarge(root, discharge)
  const codeOf = (macaroon: Macaroon, ...discharges: Macaroon[]) => {
    const result = verifySignature(macaroon, rootKey, discharges)
    return refused(result)
      ? result.code
      : proof(result)
          .caveats.map(each => new TextDecoder().decode(each))
          .join(' ')
  }

  test('is met by its discharge, whose caveats come after those of the token', () => {
    expect(codeOf(root, bound)).toBe('a b c e d')
  })

  test('is not met without it', () => {
    expect(codeOf(root)).toBe('discharge_missing')
    expect(codeOf(root, bindDischarge(root, mintMacaroon({ ...minted, rootKey: caveatKey })))).toBe(
      'discharge_missing',
    )
  })

  test('is not met by a discharge that is not bound, or bound to another token', () => {
    expect(codeOf(root, discharge)).toBe('signature_mismatch')
    expect(codeOf(root, bindDischarge(narrowed, discharge))).toBe('signature_mismatch')
    expect(codeOf(appendCaveat(root, utf8('f')), bound)).toBe('signature_mismatch')
  })

  test('is not met by a discharge made with another key, or changed', () => {
    const forged = mintMacaroon({
      rootKey: utf8('guessed'),
      identifier: utf8('account 17'),
      location: 'other',
    })
    expect(codeOf(root, bindDischarge(root, forged))).toBe('signature_mismatch')
    expect(codeOf(root, { ...bound, caveats: [] })).toBe('signature_mismatch')
    expect(codeOf(root, { ...bound, caveats: [{ identifier: utf8('D') }] })).toBe('signature_mismatch')
  })

  test('whose sealed box cannot be opened, or holds no key of 32 bytes, is never met', () => {
    const [another] = appendThirdParty(narrowed, caveat).caveats.filter(isThirdParty)
    const boxes = [1, 39, 40, 71, 72, 73].map(length => new Uint8Array(length))
    const short = seal(bare.signature, caveat.nonce, new Uint8Array(31))
    for (const verification of [...boxes, short, ...(another ? [another.verification] : [])]) {
      const macaroon = resigned({ identifier: caveat.identifier, verification, location: '' })
      expect(codeOf(macaroon, bindDischarge(macaroon, discharge))).toBe('signature_mismatch')
    }
    const good = seal(
      bare.signature,
      caveat.nonce,
      new Uint8Array(createHmac('sha256', 'macaroons-key-generator').update(caveatKey).digest()),
    )
    const macaroon = resigned({ identifier: caveat.identifier, verification: good, location: '' })
    expect(codeOf(macaroon, bindDischarge(macaroon, discharge))).toBe('d')
  })

  test('asks for a discharge of its own: one used twice, or left over, refuses', () => {
    expect(codeOf(narrowed, bindDischarge(narrowed, discharge))).toBe('discharge_unused')
    expect(codeOf(root, bound, bound)).toBe('discharge_unused')
    expect(codeOf(root, bound, bindDischarge(root, mintMacaroon(minted)))).toBe('discharge_unused')
    const twice = appendThirdParty(root, caveat)
    expect(codeOf(twice, bindDischarge(twice, discharge))).toBe('discharge_reused')
    expect(codeOf(twice, bindDischarge(twice, discharge), bindDischarge(twice, discharge))).toBe(
      'a b c e d d',
    )
  })

  test('in a discharge asks for a further discharge, to any depth', () => {
    let chainOfDischarges: Macaroon[] = []
    const root = appendThirdParty(bare, { ...caveat, identifier: utf8('0') })
    for (let i = 0; i < 200; i++) {
      const link = mintMacaroon({ rootKey: caveatKey, identifier: utf8(`${i}`), location: '' })
      const deeper =
        i === 199
          ? appendCaveat(link, utf8('end'))
          : appendThirdParty(link, { ...caveat, identifier: utf8(`${i + 1}`) })
      chainOfDischarges = [bindDischarge(root, deeper), ...chainOfDischarges]
    }
    expect(codeOf(root, ...chainOfDischarges)).toBe('end')
    expect(codeOf(root, ...chainOfDischarges.slice(1))).toBe('discharge_missing')
  })

  test('in a discharge that asks for that discharge itself refuses', () => {
    const circular = appendThirdParty(
      mintMacaroon({ rootKey: caveatKey, identifier: caveat.identifier, location: '' }),
      caveat,
    )
    const root = appendThirdParty(bare, caveat)
    expect(codeOf(root, bindDischarge(root, circular))).toBe('discharge_reused')
  })

  test('is not looked at, and neither is its discharge, before the signature of the token holds', () => {
    expect(codeOf({ ...root, signature: changed(root.signature, 3) }, bound)).toBe('signature_mismatch')
    expect(codeOf({ ...root, signature: changed(root.signature, 3) })).toBe('signature_mismatch')
  })
})

/** The bare token with a third-party caveat that its holder wrote by hand; the signature holds. */
function resigned(caveat: ThirdPartyCaveat): Macaroon {
  const hmac = (...parts: Uint8Array[]) =>
    parts.reduce((sum, part) => sum.update(part), createHmac('sha256', bare.signature)).digest()
  const signature = hmac(hmac(caveat.verification), hmac(caveat.identifier))
  return { ...bare, caveats: [caveat], signature: new Uint8Array(signature) }
}
