/** What a browser is asked, as `PublicKeyCredential.parse...OptionsFromJSON` reads it (WebAuthn level 3, section 5.1). */
import type { Account } from '../accounts/index.ts'
import type { PasskeysTable } from '../storage/index.ts'
import { challengeLifetime } from './challenge.ts'
import type { RelyingParty } from './relying-party.ts'
import { algorithms } from './verify.ts'

export interface Descriptor {
  readonly type: 'public-key'
  readonly id: string
  readonly transports: readonly string[]
}

/** Of `navigator.credentials.create`. */
export interface CreationOptions {
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly challenge: string
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly timeout: number
  readonly attestation: 'none'
  readonly excludeCredentials: readonly Descriptor[]
  readonly authenticatorSelection: {
    readonly residentKey: 'required'
    readonly requireResidentKey: true
    readonly userVerification: 'required'
  }
}

/** Of `navigator.credentials.get`. */
export interface RequestOptions {
  readonly rpId: string
  readonly challenge: string
  readonly timeout: number
  readonly userVerification: 'required'
  /** None for signing in: the passkey says whose it is. */
  readonly allowCredentials: readonly Descriptor[]
}

/** Discoverable, so that nobody types who they are; no attestation, which would tell what somebody owns. */
export function creationOptions(
  { id: rpId }: RelyingParty,
  { id, username }: Account,
  { challenge, passkeys }: { readonly challenge: string; readonly passkeys: readonly PasskeysTable[] },
): CreationOptions {
  return {
    rp: { id: rpId, name: `Latchkey (${rpId})` },
    // 128 random bits, and nothing that tells who it is.
    user: { id, name: username, displayName: username },
    challenge,
    pubKeyCredParams: algorithms.map(alg => ({ type: 'public-key', alg })),
    timeout: challengeLifetime,
    attestation: 'none',
    excludeCredentials: passkeys.map(descriptorOf),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  }
}

export function requestOptions(
  { id: rpId }: RelyingParty,
  { challenge, passkeys }: { readonly challenge: string; readonly passkeys: readonly PasskeysTable[] },
): RequestOptions {
  return {
    ...{ rpId, challenge, timeout: challengeLifetime, userVerification: 'required' },
    allowCredentials: passkeys.map(descriptorOf),
  }
}

function descriptorOf({ credential_id: id, transports }: PasskeysTable): Descriptor {
  return { type: 'public-key', id, transports: JSON.parse(transports) }
}
