/** What a 401 says in `WWW-Authenticate`: hex_core compares the beginning of it byte by byte. */
import type { Refusal } from '@latchkey/tokens'

const told = ['totp_required', 'invalid_totp', 'token_expired']

export function challengeOf({ code }: Refusal): string {
  return told.includes(code) ? `Bearer realm="hex", error="${code}"` : 'Bearer realm="hex"'
}
