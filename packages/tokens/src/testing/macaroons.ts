/** Macaroons for tests: arbitrary ones, and the pieces to write them by hand. */
import fc from 'fast-check'
import { appendCaveat, appendThirdParty, type Macaroon, mintMacaroon } from '../macaroon/index.ts'

export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

const anyRootKey: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 100 })

const text = fc.string({ unit: 'binary', maxLength: 80 }).map(utf8)
const bytes = fc.uint8Array({ maxLength: 300 })

interface Kind {
  /** V1 has identifiers that are text, so what is to be written as V1 must have none that are not. */
  readonly identifiers: 'text' | 'bytes'
}

type AnyCaveat =
  | { readonly identifier: Uint8Array }
  | {
      readonly identifier: Uint8Array
      readonly rootKey: Uint8Array
      readonly location: string
      readonly nonce: Uint8Array
    }

/** A macaroon with the root key it was minted with, first- and third-party caveats in any order. */
export function anyMacaroon({
  identifiers,
}: Kind): fc.Arbitrary<{ macaroon: Macaroon; rootKey: Uint8Array }> {
  const identifier = identifiers === 'text' ? text : fc.oneof(text, bytes)
  const location = fc.string({ unit: 'binary', maxLength: 40 })
  const nonce = fc.uint8Array({ minLength: 24, maxLength: 24 })
  const firstParty = fc.record({ identifier })
  const thirdParty = fc.record({ identifier, rootKey: anyRootKey, location, nonce })
  const caveats: fc.Arbitrary<AnyCaveat[]> = fc.array(
    fc.oneof({ arbitrary: firstParty, weight: 4 }, { arbitrary: thirdParty, weight: 1 }),
    { maxLength: 6 },
  )
  return fc.record({ rootKey: anyRootKey, identifier, location, caveats }).map(made => ({
    rootKey: made.rootKey,
    macaroon: made.caveats.reduce<Macaroon>(
      (macaroon, caveat) =>
        'nonce' in caveat ? appendThirdParty(macaroon, caveat) : appendCaveat(macaroon, caveat.identifier),
      mintMacaroon({ rootKey: made.rootKey, identifier: made.identifier, location: made.location }),
    ),
  }))
}
