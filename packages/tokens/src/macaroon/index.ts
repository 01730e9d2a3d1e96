/**
 * The macaroon and its formats: V2 binary (the one that the gateway takes), V1 binary, V1 and V2 JSON.
 *
 * Laws: a reader takes one spelling of a macaroon and refuses every other, by name, without throwing and in time and
 * memory bounded by the input; what a writer wrote its reader reads back; caveat bytes are hashed as transmitted.
 *
 *     const macaroon = decodeV2(bytes)
 *     if (refused(macaroon)) return macaroon
 *     const narrower = appendCaveat(macaroon, caveatBytes)
 *     encodeV2(narrower)
 */
export { type Chain, createChain } from './chain.ts'
export { decodeJson } from './json.ts'
export { encodeJsonV1 } from './json-v1.ts'
export { encodeJsonV2 } from './json-v2.ts'
export {
  type FirstPartyCaveat,
  isThirdParty,
  type Macaroon,
  type MacaroonCaveat,
  type ThirdPartyCaveat,
} from './macaroon.ts'
export { appendCaveat, appendThirdParty, bindDischarge, mintMacaroon } from './mint.ts'
export { PackedMacaroon, packV2 } from './packed-macaroon.ts'
export { type MacaroonCode, maximumMacaroonBytes } from './reading.ts'
export { decodeV1, encodeV1 } from './v1.ts'
export { decodeV2, encodeV2 } from './v2.ts'
