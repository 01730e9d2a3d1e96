/** How ids that open something are stored. */
import { hash } from 'node:crypto'

/** SHA-256 of a text as base64url: what is stored of session ids, links and codes. They carry 256 random bits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}
