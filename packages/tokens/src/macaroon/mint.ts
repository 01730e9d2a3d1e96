/** Making macaroons: minting, adding caveats, tying discharges to them. Plain JavaScript, so it works offline anywhere. */
import { createEngine, createHmac, seal } from '../crypto/index.ts'
import { createChain } from './chain.ts'
import type { Macaroon, MacaroonCaveat } from './macaroon.ts'

const chain = createChain(createHmac(createEngine()))

/** A new macaroon. `rootKey` may have any length (32 random bytes are usual); `caveats` are first-party. */
export function mintMacaroon(options: {
  readonly rootKey: Uint8Array
  readonly identifier: Uint8Array
  readonly location: string
  readonly caveats?: readonly Uint8Array[]
}): Macaroon {
  const { location, identifier, rootKey } = options
  const caveats = (options.caveats ?? []).map(identifier => ({ identifier }))
  chain.start(rootKey, identifier)
  for (const caveat of caveats) chain.append(caveat)
  return { location, identifier, caveats, signature: chain.signature() }
}

/** The macaroon narrowed by one first-party caveat. Needs no key: any holder can. */
export function appendCaveat(macaroon: Macaroon, identifier: Uint8Array): Macaroon {
  return append(macaroon, { identifier })
}

/**
 * The macaroon narrowed by a caveat that another party discharges: whoever shares `rootKey` with it, by minting a
 * macaroon with that key and this `identifier`. `nonce`: 24 random bytes, never used twice.
 */
export function appendThirdParty(
  macaroon: Macaroon,
  caveat: {
    readonly rootKey: Uint8Array
    readonly identifier: Uint8Array
    readonly location: string
    readonly nonce: Uint8Array
  },
): Macaroon {
  const { identifier, location, nonce } = caveat
  const verification = seal(macaroon.signature, nonce, chain.derive(caveat.rootKey))
  return append(macaroon, { identifier, verification, location })
}

/** The discharge tied to the macaroon it is presented with: it is of no use with any other. */
export function bindDischarge(root: Macaroon, discharge: Macaroon): Macaroon {
  chain.resume(discharge.signature)
  chain.bindTo(root.signature)
  return { ...discharge, signature: chain.signature() }
}

function append(macaroon: Macaroon, caveat: MacaroonCaveat): Macaroon {
  chain.resume(macaroon.signature)
  chain.append(caveat)
  return { ...macaroon, caveats: [...macaroon.caveats, caveat], signature: chain.signature() }
}
