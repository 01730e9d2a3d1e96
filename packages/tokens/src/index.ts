/** The token: macaroons, the caveat language, verify and clear. */
export { type Access, type Fact, type LateFact, lateFacts, type Principal, pending } from './access.ts'
export { type Action, actions, isAction } from './action.ts'
export { attenuate } from './attenuate.ts'
export { decodeBase64, encodeBase64url } from './base64.ts'
export { decodeUtf8 } from './bytes.ts'
export type { AllowRow } from './caveats/allow.ts'
export { parseOrigin } from './caveats/audience.ts'
export { type Digest, parseDigest } from './caveats/digest.ts'
export {
  type Caveat,
  checkCaveat,
  describeCaveat,
  packCaveat,
  readCaveat,
  readCaveats,
  writeCaveat,
  writeCaveats,
} from './caveats/index.ts'
export { formatNetwork, type Network, parseAddress, parseNetwork } from './caveats/ip-network.ts'
export { type Cleared, type Clearing, type ClearingCode, clear, isCleared } from './clear.ts'
export { germanPhrases } from './german-phrases.ts'
export { formatIdentifier, type IdentifierCode, parseIdentifier, type TokenIdentifier } from './identifier.ts'
export { caveatsInWords, limitsInWords, rowsInWords } from './in-words.ts'
export {
  expiryOf,
  type Inspection,
  type Issued,
  type Issuer,
  inspect,
  type Restriction,
  readIssued,
} from './inspect.ts'
export {
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
  type FirstPartyCaveat,
  isThirdParty,
  type Macaroon,
  type MacaroonCaveat,
  type MacaroonCode,
  mintMacaroon,
  type PackedMacaroon,
  type ThirdPartyCaveat,
} from './macaroon/index.ts'
export { normalPackageName } from './package-name.ts'
export { type CaveatPhrases, englishPhrases } from './phrases.ts'
export { type Refusal, refuse, refused } from './refusal.ts'
export { formatTarget, parseTarget, type Target } from './target.ts'
export {
  defaultPrefix,
  prefixOf,
  readPackedToken,
  readToken,
  type TokenTextCode,
  type TokenTextOptions,
  tokenLimits,
  writeToken,
} from './token-text.ts'
export {
  deriveRootKey,
  isVerified,
  type VerifiedToken,
  type VerifyCode,
  verifySignature,
} from './verify/index.ts'
export { describeAttempt, instant, quoted } from './wording.ts'
