/** A macaroon that is verified as it came is verified like one that was taken apart. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import {
  appendCaveat,
  appendThirdParty,
  bindDischarge,
  encodeV2,
  isThirdParty,
  type Macaroon,
  mintMacaroon,
  PackedMacaroon,
  packV2,
} from '../macaroon/index.ts'
import { refused } from '../refusal.ts'
import { anyMacaroon, utf8 } from '../testing/macaroons.ts'
import { isVerified, type VerifiedToken, verifySignature } from './index.ts'

const rootKey = utf8('root key')
const bare = mintMacaroon({ rootKey, identifier: utf8('id'), location: 'l' })
const narrowed = ['a', 'b'.repeat(200), 'c'.repeat(20_000)].map(utf8).reduce(appendCaveat, bare)
const caveat = { identifier: utf8('who'), rootKey: utf8('k'), nonce: new Uint8Array(24), location: 'there' }

function pack(macaroon: Macaroon): PackedMacaroon {
  const packed = packV2(encodeV2(macaroon))
  if (refused(packed)) throw new Error(packed.message)
  return packed
}

function proof(value: unknown): VerifiedToken {
  if (!isVerified(value)) throw new Error('not verified')
  return value
}

test('whatever it holds: taken apart it is the same, and its parts are told without that', () => {
  fc.assert(
    fc.property(anyMacaroon({ identifiers: 'bytes' }), ({ macaroon }) => {
      const packed = pack(macaroon)
      expect(packed.unpack()).toEqual(macaroon)
      expect(packed.identifier).toEqual(macaroon.identifier)
      expect(packed.caveatCount).toBe(macaroon.caveats.length)
      expect(packed.hasThirdParty).toBe(macaroon.caveats.some(isThirdParty))
    }),
    propertyOptions(2000),
  )
})

test('whatever it holds and with whatever key: both are verified, or refused alike', () => {
  fc.assert(
    fc.property(anyMacaroon({ identifiers: 'bytes' }), fc.uint8Array(), ({ macaroon, rootKey }, other) => {
      for (const key of [rootKey, other]) {
        const [whole, apart] = [verifySignature(pack(macaroon), key), verifySignature(macaroon, key)]
        if (refused(apart)) expect(whole).toEqual(apart)
        else expect(tell(proof(whole))).toEqual(tell(apart))
      }
    }),
    propertyOptions(2000),
  )
})

function tell(token: VerifiedToken) {
  return { macaroon: token.macaroon, caveats: token.caveats, signatures: token.signatures() }
}

test('with any byte of it changed it is refused, or its locations alone were changed', () => {
  const bytes = encodeV2(narrowed)
  for (let i = 0; i < bytes.length; i += i < 500 || i > bytes.length - 100 ? 1 : 97) {
    for (const bit of [1, 4, 128]) {
      const changed = packV2(bytes.with(i, (bytes[i] as number) ^ bit))
      if (refused(changed)) continue
      const isHint = changed.unpack().location !== narrowed.location
      expect(isVerified(verifySignature(changed, rootKey))).toBe(isHint)
    }
  }
})

test('its caveats are handed out in order, with a location and without', () => {
  for (const location of ['', 'l', 'ö'.repeat(100)]) {
    const token = proof(verifySignature(pack({ ...narrowed, location }), rootKey))
    expect(token.caveats).toEqual(narrowed.caveats.map(({ identifier }) => identifier))
    expect(token.macaroon).toEqual({ ...narrowed, location })
    expect(token.macaroon).toBe(token.macaroon)
    expect(token.signatures().at(-1)).toEqual(narrowed.signature)
  }
})

test('discharges are asked for, found and judged as those of one that was taken apart', () => {
  const root = appendThirdParty(bare, caveat)
  const discharge = bindDischarge(
    root,
    mintMacaroon({ rootKey: caveat.rootKey, identifier: caveat.identifier, location: '' }),
  )
  expect(isVerified(verifySignature(pack(root), rootKey, [discharge]))).toBe(true)
  expect(verifySignature(pack(root), rootKey)).toMatchObject({ code: 'discharge_missing' })
  expect(verifySignature(pack(bare), rootKey, [discharge])).toMatchObject({ code: 'discharge_unused' })
})

test('bytes that are changed after they were read give no proof, and no endless loop', () => {
  const bytes = encodeV2(narrowed)
  const packed = packV2(bytes)
  if (refused(packed)) throw new Error(packed.message)
  for (const fill of [0, 2, 255]) {
    bytes.fill(fill)
    expect(verifySignature(packed, rootKey)).toMatchObject({ code: 'signature_mismatch' })
  }
})

test('bytes that become another good token after they were read never verify as one with fewer caveats', () => {
  const one = encodeV2(
    appendCaveat(mintMacaroon({ rootKey, identifier: utf8('id'), location: '' }), utf8('a')),
  )
  const bareAsLong = Array.from({ length: 20 }, (_, length) =>
    encodeV2(mintMacaroon({ rootKey, identifier: utf8('id'), location: 'l'.repeat(length) })),
  ).find(({ length }) => length === one.length)
  if (bareAsLong === undefined) throw new Error('One of these locations makes it as long.')
  const packed = packV2(bareAsLong)
  if (refused(packed)) throw new Error(packed.message)
  bareAsLong.set(one)
  expect(verifySignature(packed, rootKey)).toMatchObject({ code: 'signature_mismatch' })
})

test('only reading makes one', () => {
  const construct = () => Reflect.construct(PackedMacaroon, [Symbol('packV2'), encodeV2(bare), 0, false])
  expect(construct).toThrow('Only packV2')
})
