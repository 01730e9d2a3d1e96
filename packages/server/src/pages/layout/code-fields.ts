/** Where a code of the second factor is typed: the app's six digits, or, folded away, a recovery code. */
import { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Form } from '../form.ts'
import { field } from './field.ts'
import { html, type Markup } from './markup.ts'

/** How the two fields are called. */
export interface CodeNames {
  readonly code: string
  readonly recovery: string
}

export const codeNames: CodeNames = { code: 'code', recovery: 'recovery_code' }

/** The one that was typed; nothing where none was. */
export function typedCode(form: Form, { code, recovery }: CodeNames = codeNames): Secret | undefined {
  const typed = form.text(code) || form.text(recovery)
  return typed === '' ? undefined : new Secret(typed)
}

export function codeFields({ code, recovery }: CodeNames = codeNames, problem?: Refusal): Markup {
  const said = problem && [problem.message, problem.next].filter(Boolean).join(' ')
  return html`${field({
    name: code,
    label: 'Code of your authenticator app',
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    technical: true,
    autofocus: true,
    ...(said !== undefined && { problems: { [code]: said } }),
  })}
  <details>
    <summary>Use a recovery code instead</summary>
    ${field({
      name: recovery,
      label: 'Recovery code',
      hint: 'Each works once, and dashes make no difference.',
      autocomplete: 'off',
      technical: true,
    })}
  </details>`
}
