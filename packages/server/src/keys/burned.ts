/** Which tokens were burned while the key or login that they were made from lives on: the SHA-256 of their signatures. */
import { hash } from 'node:crypto'
import type { VerifiedToken } from '@latchkey/tokens'
import type { Reader } from '../storage/index.ts'

/**
 * Where they are kept, and how many caveats a text has that was handed out: that is never among them, as burning it
 * revokes the key, or ends the login.
 */
const burned = {
  keys: { table: 'revoked_signatures', handedOut: 0 },
  logins: { table: 'revoked_login_signatures', handedOut: 1 },
} as const

/** When this token, or one that it was made from, was burned. One that was not narrowed is not looked for. */
export function burnedAt(
  reader: Reader,
  token: VerifiedToken,
  madeFrom: keyof typeof burned,
): Promise<number | undefined> | undefined {
  const { table, handedOut } = burned[madeFrom]
  return token.caveatCount <= handedOut ? undefined : firstBurned(reader, token, table)
}

async function firstBurned(
  reader: Reader,
  token: VerifiedToken,
  table: (typeof burned)[keyof typeof burned]['table'],
): Promise<number | undefined> {
  const row = await reader
    // Typed as one of them: their columns are the same.
    .selectFrom(table as typeof burned.keys.table)
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
