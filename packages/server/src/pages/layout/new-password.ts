/** The field for a password that is to be. */
import { field, type Problems } from './field.ts'
import type { Markup } from './markup.ts'

export function newPasswordField(problems: Problems | undefined, label = 'New password'): Markup {
  return field({
    name: 'password',
    label,
    type: 'password',
    hint: 'At least 8 characters; a few words in a row are good.',
    autocomplete: 'new-password',
    required: true,
    minlength: 8,
    ...(problems && { problems }),
  })
}
