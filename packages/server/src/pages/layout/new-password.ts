/** The field for a password that is to be, with how well it is chosen said below it where there is JavaScript. */
import type { Words } from '../catalogue/index.ts'
import { field, type Problems } from './field.ts'
import { html, type Markup } from './markup.ts'

export function newPasswordField(
  { passwords }: Words,
  problems: Problems | undefined,
  label = passwords.ofNew,
): Markup {
  const { short, weak, fair, strong } = passwords.strength
  return html`<div>${field({
    name: 'password',
    label,
    type: 'password',
    hint: passwords.hint,
    autocomplete: 'new-password',
    required: true,
    minlength: 8,
    ...(problems && { problems }),
  })}
    <p class="strength small" aria-live="polite" data-strength data-short="${short}" data-weak="${weak}"
      data-fair="${fair}" data-strong="${strong}"></p></div>`
}
