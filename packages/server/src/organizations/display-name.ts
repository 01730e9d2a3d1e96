/** The name that people read, free to choose and to change. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** 1 to 100 characters after trimming, none of them a control character, a line break or a sign that turns text around. */
export function readDisplayName(text: string): string | Refusal<'invalid_display_name'> {
  const name = text.trim()
  if (/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]{1,100}$/u.test(name)) return name
  return refuse(
    'invalid_display_name',
    'This cannot be a display name.',
    'Use 1 to 100 characters on one line.',
  )
}
