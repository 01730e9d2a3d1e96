/** Where a code of the second factor is typed: the app's six digits, or, folded away, a recovery code. */
import { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import type { Form } from '../form.ts'
import { field } from './field.ts'
import { html, type Markup, nothing } from './markup.ts'
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
  /** False for somebody who has no app, and types a recovery code at most. */
  readonly app?: boolean
}

export function codeFields(
  words: Words,
  { names = codeNames, problem, autofocus = true, app = true }: CodeFieldsOptions = {},
): Markup {
  const { label, recoveryInstead, recovery, recoveryHint } = words.codes
  const problems = problem && { [app ? names.code : names.recovery]: inWords(words, problem) }
  const code = field({
    name: names.code,
    label,
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    technical: true,
    autofocus,
    ...(problems && { problems }),
  })
  return html`${app ? code : nothing}
  <details ${!app && problem !== undefined ? html`open` : nothing}>
    <summary>${recoveryInstead}</summary>
    ${field({
      name: names.recovery,
      label: recovery,
      hint: recoveryHint,
      autocomplete: 'off',
      technical: true,
      ...(problems && { problems }),
    })}
  </details>`
}
