/** An answer for a client of which nothing is known yet: the reason as one line and as plain text. */
import type { Refusal } from '@latchkey/tokens'
import type { RawResponse } from './raw.ts'
import { reasonPhrase } from './reason-phrase.ts'

/** Says a refusal in its reason phrase and in its body. */
export function plainAnswer(status: number, refusal: Refusal): RawResponse {
  const text = `${refusal.message} ${refusal.next}`
  return {
    status,
    reason: reasonPhrase(text),
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Cache-Control', 'no-store'],
      ['X-Content-Type-Options', 'nosniff'],
    ],
    body: `${text}\n`,
  }
}
