/** What a person ticks and types to let a client in: what it may do, and the code where one is due. */
import { formatScopes, parseScopes, type Scope } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { CurrentSession } from '../../accounts/index.ts'
import { type Approval, writes } from '../../authorizations/index.ts'
import type { Form } from '../form.ts'
import type { House } from '../house.ts'
import { described, formProblem, problemOf } from '../layout/field.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { problemsOf } from '../layout/problems.ts'
import { isAboutProof, proofFields, typedProof } from '../proof.ts'
import type { SignedInVisit } from '../visit.ts'
import { scopeInWords } from './scope-words.ts'

export interface Consent {
  readonly client: { readonly name: string; readonly ecosystem?: string }
  /** What it asks for, and which of that is this person's to give. */
  readonly asked: readonly Scope[]
  readonly reach: readonly Scope[]
  readonly problem?: Refusal | undefined
}

/** Ticked: all of it before somebody chose, then what they chose. */
export function consentFields(
  visit: Pick<SignedInVisit, 'form' | 'session' | 'words'>,
  house: Pick<House, 'passkeys' | 'secondFactors'>,
  { client, asked, reach, problem }: Consent,
): Markup {
  const { form, session, words } = visit
  const say = words.consent
  const problems = problem && problemsOf(words, problem, { invalid_scope: 'may' })
  const isProof = problem !== undefined && isAboutProof(problem)
  const isFresh = form.entries.length === 0
  const takesCode = session.secondFactor.active && writes(reach)
  return html`${isProof ? nothing : formProblem(problems)}
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
      ${proofFields(visit, house, {
        ...{ autofocus: isProof, problem: isProof ? problem : undefined },
        // As the button does that lets the client in.
        ...{ besides: ['do', 'approve'], button: say.approveByPasskey },
      })}
    </div>`
        : nothing
    }`
}

/** What was ticked of that, and typed. */
export function approvalIn(form: Form, reach: readonly Scope[]): Approval {
  const ticked = form.all('may')
  const scopes = reach.filter(scope => ticked.includes(formatScopes([scope])))
  return { scopes, ...typedProof(form) }
}

/**
 * Whether the person proves to be there still before this is answered: where it lets a client change something. With a
 * second factor the answer itself takes a code, and a second one would not come for half a minute.
 */
export function needsProof(form: Form, { secondFactor }: CurrentSession): boolean {
  const canChange = form.all('may').some(word => {
    const scopes = parseScopes(word)
    return refused(scopes) || writes(scopes)
  })
  return form.text('do') === 'approve' && canChange && !secondFactor.active
}
