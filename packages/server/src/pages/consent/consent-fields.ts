/** What a person ticks and types to let a client in: what it may do, and the code where one is due. */
import { formatScopes, type Scope } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession } from '../../accounts/index.ts'
import { type Approval, writes } from '../../authorizations/index.ts'
import type { Form } from '../form.ts'
import { codeFields, typedCode } from '../layout/code-fields.ts'
import { described, formProblem, problemOf } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { typedPasskey } from '../passkey-part.ts'
import type { SignedInVisit } from '../visit.ts'
import { scopeInWords } from './scope-words.ts'

export interface Consent {
  readonly client: { readonly name: string; readonly ecosystem?: string }
  /** What it asks for, and which of that is this person's to give. */
  readonly asked: readonly Scope[]
  readonly reach: readonly Scope[]
  readonly problem?: Refusal | undefined
  /** What stands in for the code, and lets the client in as the button does. */
  readonly passkey: Markup
}

/** Ticked: all of it before somebody chose, then what they chose. */
export function consentFields(
  { form, session, words }: Pick<SignedInVisit, 'form' | 'session' | 'words'>,
  { client, asked, reach, problem, passkey }: Consent,
): Markup {
  const say = words.consent
  const problems = problem && problemsOf(words, problem, { invalid_scope: 'may' })
  const isCode = problem !== undefined && codeProblems.has(problem.code)
  const isFresh = form.entries.length === 0
  const takesCode = session.secondFactor.active && writes(reach)
  return html`${isCode ? nothing : formProblem(problems)}
    <fieldset class="stack-tight" ${described('may', false, problems?.['may'])}>
      <legend>${say.asksTo}</legend>
      ${asked.map(scope => {
        const { scope: word, may, hint } = scopeInWords(words, scope, client.ecosystem)
        const isOffered = reach.includes(scope)
        const isTicked = isOffered && (isFresh || form.all('may').includes(word))
        return html`<div class="choice">
          <input type="checkbox" id="may-${word}" name="may" value="${word}" ${isTicked ? html`checked` : nothing} ${isOffered ? nothing : html`disabled`}>
          <label for="may-${word}"><strong>${may}</strong> <span class="hint">${hint}</span>
            ${isOffered ? nothing : html`<span class="badge">${say.notYours}</span>`}</label>
        </div>`
      })}
      ${problemOf('may', problems?.['may'])}
    </fieldset>
    ${
      takesCode
        ? html`<div class="stack">
      <p class="soft">${say.takesCode}</p>
      ${codeFields(words, { autofocus: isCode, problem: isCode ? problem : undefined })}
      ${passkey}
    </div>`
        : nothing
    }`
}

/** What was ticked of that, and typed. */
export function approvalIn(form: Form, reach: readonly Scope[]): Approval {
  const ticked = form.all('may')
  const scopes = reach.filter(scope => ticked.includes(formatScopes([scope])))
  return { scopes, code: typedCode(form), passkey: typedPasskey(form) }
}

/**
 * Whether the person proves to be there still before this is answered: where it lets a client change something. With a
 * second factor the answer itself takes a code, and a second one would not come for half a minute.
 */
export function needsProof(form: Form, { secondFactor }: CurrentSession): boolean {
  const canChange = form.all('may').some(word => word === 'api:write' || word.startsWith('package:'))
  return form.text('do') === 'approve' && canChange && !secondFactor.active
}

const codeProblems = new Set(['totp_required', 'invalid_totp', 'too_many_requests'])
