/** The field for a password that is to be. */
import type { Words } from '../catalogue/index.ts'
import { field, type Problems } from './field.ts'
import type { Markup } from './markup.ts'

export function newPasswordField(
  { passwords }: Words,
  problems: Problems | undefined,
  label = passwords.ofNew,
): Markup {
  return field({
    name: 'password',
    label,
    type: 'password',
    hint: passwords.hint,
    autocomplete: 'new-password',
    required: true,
    minlength: 8,
    ...(problems && { problems }),
  })
}
