/**
 * Presented text becomes a verified token, and that a principal. Only this room verifies.
 *
 * 1. In this order: text, signature, row. Caveats and role come with the decision, in `access/`.
 * 2. Before the signature held nothing is looked up and nothing is told: a forged token with the id of a real key is
 *    answered like one with an invented id.
 * 3. A password is never a credential here: it is refused with the sentence that says what to do.
 * 4. What is remembered may allow what changes nothing, while the epoch it was looked up in is confirmed. It never refuses,
 *    and it dies with the next narrowing anywhere (docs/decisions/008). Whole answers die with the next write, too (022).
 *
 *     const credential = await credentials.authenticate(presented, { address, userAgent })
 *     if (refused(credential)) return credential
 */
export { keyAsIfPresented, loginAsIfPresented } from './as-if-presented.ts'
export { clientOf } from './client.ts'
export {
  type Credentials,
  type CredentialsOptions,
  createCredentials,
  type RequestOrigin,
} from './credentials.ts'
export { limitCredentials } from './limit-credentials.ts'
export { groundOf, madeOfRows } from './made-of-rows.ts'
export { createMemory, type Memory, type MemoryUse } from './memory.ts'
export { credentialNotes, decisionNotes } from './notes.ts'
export { rememberCredentials } from './remember-credentials.ts'
export { rememberRequests } from './remember-requests.ts'
export { rememberStanding } from './remember-standing.ts'
export type { VerifiedKey } from './verify.ts'
