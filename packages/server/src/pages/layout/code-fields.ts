/** Where a code of the second factor is typed: the app's six digits, or, folded away, a recovery code. */
import { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import type { Form } from '../form.ts'
import { field } from './field.ts'
import { html, type Markup } from './markup.ts'
import { inWords } from './problems.ts'

/** How the two fields are called. */
export interface CodeNames {
  readonly code: string
  readonly recovery: string
}

const codeNames: CodeNames = { code: 'code', recovery: 'recovery_code' }

/** The one that was typed; nothing where none was. */
export function typedCode(form: Form, { code, recovery }: CodeNames = codeNames): Secret | undefined {
  const typed = form.text(code) || form.text(recovery)
  return typed === '' ? undefined : new Secret(typed)
}

export interface CodeFieldsOptions {
  readonly names?: CodeNames
  readonly problem?: Refusal | undefined
  /** False where something above it is to be read first. */
  readonly autofocus?: boolean
}

export function codeFields(
  words: Words,
  { names = codeNames, problem, autofocus = true }: CodeFieldsOptions = {},
): Markup {
  const { label, recoveryInstead, recovery, recoveryHint } = words.codes
  return html`${field({
    name: names.code,
    label,
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    technical: true,
    autofocus,
    ...(problem && { problems: { [names.code]: inWords(words, problem) } }),
  })}
  <details>
    <summary>${recoveryInstead}</summary>
    ${field({
      name: names.recovery,
      label: recovery,
      hint: recoveryHint,
      autocomplete: 'off',
      technical: true,
    })}
  </details>`
}
