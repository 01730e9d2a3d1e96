/** Signs what Hex's clients read of a repository: RSA with SHA-512 (hexpm/specifications, registry-v2, "Signing"). */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'

/** One key signs for all repositories of a server: organizations inherit the public key of the root in every client. */
export interface RegistrySigner {
  /** PEM, as clients are given it. */
  readonly publicKey: string
  /** The signature (RSASSA-PKCS1-v1_5, RFC 8017 section 8.2) of these bytes. */
  sign(payload: Uint8Array): Promise<Uint8Array>
}

/** Clients of today hold at least this to be a key; hex.pm's own has as many bits. */
const leastBits = 2048

/** Of a private key in PEM. The refusal's message is part of a sentence, and shows nothing of the key. */
export function createSigner(privateKey: Secret): RegistrySigner | Refusal<'malformed'> {
  const key = readPrivateKey(privateKey)
  if (key === undefined || !isStrong(key)) return notASigningKey
  const signInBackground = promisify<string, Uint8Array, KeyObject, Buffer>(sign)
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    sign: payload => signInBackground('sha512', payload, key),
  }
}

function readPrivateKey(privateKey: Secret): KeyObject | undefined {
  try {
    return createPrivateKey(privateKey.expose())
  } catch {
    // What it says of the text might show some of it.
    return undefined
  }
}

/** A public key that somebody else signs with, in PEM. */
export type PinnedKey = KeyObject & { readonly pinned: unique symbol }

export function readPublicKey(pem: string): PinnedKey | Refusal<'malformed'> {
  try {
    const key = createPublicKey(pem)
    // A private key would be taken too, and its public half made of it.
    return pem.includes('PRIVATE') || !isStrong(key) ? notAPublicKey : (key as PinnedKey)
  } catch {
    return notAPublicKey
  }
}

export function isSignedBy(key: PinnedKey, payload: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha512', payload, key, signature)
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= leastBits
}

const notASigningKey = refuse(
  'malformed',
  `it is not the private key of RSA in PEM, of at least ${leastBits} bits and without a passphrase`,
  `Make one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072`,
)

const notAPublicKey = refuse(
  'malformed',
  `it is not the public key of RSA in PEM, of at least ${leastBits} bits`,
  'Take the one that the repository publishes at public_key, and compare it with one from another place.',
)
