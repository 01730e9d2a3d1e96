/** From a room's refusal to the field it is about. */
import type { Refusal } from '@latchkey/tokens'
import type { Problems } from './field.ts'

/** What to say at which field: by the refusal's code, else above the whole form. */
export function problemsOf(refusal: Refusal, fields: Readonly<Record<string, string>>): Problems {
  return { [fields[refusal.code] ?? 'form']: [refusal.message, refusal.next].filter(Boolean).join(' ') }
}
