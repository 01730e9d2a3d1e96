/** Checks what a passkey signed. The library is loaded by the first who needs it: it is large, and most requests do not. */
import type { PasskeysTable } from '../storage/index.ts'
import type { Assertion, Registration } from './read-credential.ts'
import type { RelyingParty } from './relying-party.ts'

/** EdDSA, ES256, RS256 (RFC 9053, RFC 8812), in the order in which they are asked for. */
export const algorithms: readonly number[] = [-8, -7, -257]

export interface NewCredential {
  readonly credentialId: string
  /** COSE, base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly synced: boolean
}

export interface Signed {
  readonly counter: number
  readonly synced: boolean
}

/** Nothing where it is not good: made for another site or challenge, or without asking its person (user verification). */
export async function verifyRegistration(
  registration: Registration,
  party: RelyingParty,
): Promise<NewCredential | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    const attestationObject = await unattested(registration.response.attestationObject)
    const response = { ...registration.response, attestationObject }
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...registration, response, clientExtensionResults: {} } as never,
      expectedChallenge: registration.challenge,
      ...expected(party),
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified) return undefined
    const { credential, credentialBackedUp } = registrationInfo
    return {
      ...{ credentialId: credential.id, publicKey: encode(credential.publicKey) },
      ...{ counter: credential.counter, synced: credentialBackedUp },
    }
  } catch {
    // The library says what is wrong by throwing, about bytes that somebody sent.
    return undefined
  }
}

/** Nothing where this passkey did not sign that. Whether its counter went on is for the transaction to compare. */
export async function verifyAssertion(
  assertion: Assertion,
  { credential_id: id, public_key: publicKey }: Pick<PasskeysTable, 'credential_id' | 'public_key'>,
  party: RelyingParty,
): Promise<Signed | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, clientExtensionResults: {} } as never,
      expectedChallenge: assertion.challenge,
      ...expected(party),
      credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: 0 },
    })
    if (!verified) return undefined
    return { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp }
  } catch {
    return undefined
  }
}

/**
 * The same without what a device says of its maker, which nobody asked for (WebAuthn level 3, section 5.4.7). In there stand
 * certificates of whoever sends it, and whether one is revoked, the library asks at the address that the certificate names.
 */
async function unattested(attestationObject: string): Promise<string> {
  const { decodeAttestationObject, isoCBOR } = await import('@simplewebauthn/server/helpers')
  const authData = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, 'base64url'))).get(
    'authData',
  )
  const none = [
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ] as const
  return encode(isoCBOR.encode(new Map<string, string | Uint8Array | Map<string, string>>(none)))
}

function expected({ id, origin }: RelyingParty) {
  return { expectedOrigin: origin, expectedRPID: id, requireUserVerification: true }
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
