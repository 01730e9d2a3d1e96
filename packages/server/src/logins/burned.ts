/** Which tokens were burned while the login that they were made from lives on: the SHA-256 of their signatures. */
import { hash } from 'node:crypto'
import type { VerifiedToken } from '@latchkey/tokens'
import type { Reader } from '../storage/index.ts'

/**
 * When this token, or one that it was made from, was burned. What was handed out is never among them: burning that ends
 * its login.
 */
export async function burnedAt(reader: Reader, token: VerifiedToken): Promise<number | undefined> {
  if (token.macaroon.caveats.length <= 1) return undefined
  const row = await reader
    .selectFrom('revoked_login_signatures')
    .select('created_at')
    .where('signature_hash', 'in', token.signatures().map(signatureHash))
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at
}

/** A signature makes a token; its hash makes nothing. */
export function signatureHash(signature: Uint8Array): string {
  return hash('sha256', signature, 'base64url')
}
