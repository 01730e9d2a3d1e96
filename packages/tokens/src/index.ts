/** The token: macaroons, the caveat language, verify and clear. */
export { type Access, type Fact, type LateFact, lateFacts, type Principal, pending } from './access.ts'
export { type Action, actions, isAction } from './action.ts'
export type { AllowRow } from './caveats/allow.ts'
export { parseOrigin } from './caveats/audience.ts'
export { type Digest, parseDigest } from './caveats/digest.ts'
export {
  type Caveat,
  describeCaveat,
  readCaveat,
  readCaveats,
  writeCaveat,
  writeCaveats,
} from './caveats/index.ts'
export { formatNetwork, type Network, parseAddress, parseNetwork } from './caveats/ip-network.ts'
export { type Cleared, type Clearing, type ClearingCode, clear, isCleared } from './clear.ts'
export {
  type FirstPartyCaveat,
  isThirdParty,
  type Macaroon,
  type MacaroonCaveat,
  type ThirdPartyCaveat,
} from './macaroon/macaroon.ts'
export { normalPackageName } from './package-name.ts'
export { type Refusal, refuse, refused } from './refusal.ts'
export { formatTarget, parseTarget, type Target } from './target.ts'
