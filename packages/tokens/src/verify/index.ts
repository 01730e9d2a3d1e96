/**
 * From a macaroon and its root key to the proof that the two belong together.
 *
 * Laws: signature first - nothing in a token is believed, and no caveat judged, before its chain holds; a
 * `VerifiedToken` is made here and nowhere else; every mismatch is one and the same refusal.
 *
 *     const rootKey = deriveRootKey(masterKey, macaroon.identifier)
 *     const token = verifySignature(macaroon, rootKey)
 *     if (refused(token)) return token
 *     clear(token, storedCaveats, access)
 */
export { deriveRootKey } from './root-key.ts'
export { isVerified, type VerifiedToken } from './verified-token.ts'
export { verifySignature } from './verify.ts'
export type { VerifyCode } from './verify-code.ts'
