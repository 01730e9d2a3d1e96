/** The proof that a macaroon's signature holds: the only thing that caveats can be cleared for. */
import { type Chain, type Macaroon, PackedMacaroon } from '../macaroon/index.ts'

const maker: unique symbol = Symbol('verify')

const none: readonly Uint8Array[] = Object.freeze([])

/**
 * What `verifySignature` returns, and nothing else can: its class leaves this room as a type only, and its constructor
 * wants a symbol that leaves not even this file. `isVerified` tells a real one from a cast.
 */
export class VerifiedToken {
  #macaroon: Macaroon | PackedMacaroon
  #caveats: readonly Uint8Array[] | undefined
  readonly #chain: Chain
  readonly #first: Uint8Array | 'its own'

  constructor(
    proof: typeof maker,
    macaroon: Macaroon | PackedMacaroon,
    caveats: readonly Uint8Array[] | undefined,
    chain: Chain,
    first: Uint8Array | 'its own',
  ) {
    if (proof !== maker) throw new TypeError('Only verifySignature makes a VerifiedToken.')
    this.#macaroon = macaroon
    this.#caveats = caveats
    this.#chain = chain
    this.#first = first
  }

  get macaroon(): Macaroon {
    if (this.#macaroon instanceof PackedMacaroon) this.#macaroon = this.#macaroon.unpack()
    return this.#macaroon
  }

  /** How many caveats the token itself has. */
  get caveatCount(): number {
    const macaroon = this.#macaroon
    return macaroon instanceof PackedMacaroon ? macaroon.caveatCount : macaroon.caveats.length
  }

  /** The first-party caveats in order, as signed: the token's own, then those of its discharges as they were used. */
  get caveats(): readonly Uint8Array[] {
    // Most tokens are bare, and need not be taken apart for that.
    this.#caveats ??=
      this.caveatCount === 0 ? none : this.macaroon.caveats.map(({ identifier }) => identifier)
    return this.#caveats
  }

  /**
   * Every signature from the bare token's to this one's: those of all the tokens that it can have been made from.
   * Computed when asked for. Whoever has one of them can make that token: they are secrets.
   */
  signatures(): readonly Uint8Array[] {
    const first = this.#first === 'its own' ? this.macaroon.signature : this.#first
    this.#chain.resume(first)
    const later = this.macaroon.caveats.map(caveat => {
      this.#chain.append(caveat)
      return this.#chain.signature()
    })
    return [first.slice(), ...later]
  }

  static has(value: unknown): value is VerifiedToken {
    return typeof value === 'object' && value !== null && #first in value
  }
}

/**
 * For `verifySignature` only: the room's index does not name it. `caveats` are given where there are discharges; `first`
 * is what they start from.
 */
export function makeVerified(
  macaroon: Macaroon | PackedMacaroon,
  caveats: readonly Uint8Array[] | undefined,
  chain: Chain,
  first: Uint8Array | 'its own',
): VerifiedToken {
  return new VerifiedToken(maker, macaroon, caveats, chain, first)
}

export function isVerified(value: unknown): value is VerifiedToken {
  return VerifiedToken.has(value)
}
