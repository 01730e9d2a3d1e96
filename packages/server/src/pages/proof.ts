/** What is asked for beside the password, in whatever form: a passkey, a code of the app, or a recovery code in their place. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession, SignedIn } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { Form } from './form.ts'
import type { House } from './house.ts'
import { type CodeNames, codeFields, typedCode } from './layout/code-fields.ts'
import { formProblem } from './layout/field.ts'
import { html, type Markup, nothing } from './layout/markup.ts'
import { inWords } from './layout/problems.ts'
import { passkeyButton, typedPasskey } from './passkey-button.ts'
import type { SessionVisit } from './visit.ts'

/** How the fields are called. */
export interface ProofNames extends CodeNames {
  readonly passkey: string
}

const usualNames: ProofNames = { code: 'code', recovery: 'recovery_code', passkey: 'passkey' }

export interface ProofOptions {
  readonly names?: ProofNames
  readonly problem?: Refusal | undefined
  /** False where something above it is to be read first. */
  readonly autofocus?: boolean
  /** What a passkey sends besides, as the button would that it is used in the place of: `['do', 'approve']`. */
  readonly besides?: readonly [name: string, value: string]
  /** What using a passkey does here, where it is more than to show it. */
  readonly button?: string
}

/** Of somebody who gave the password, or is signed in, and has a second factor: the passkey first, which types nothing. */
export async function proofFields(
  { session, words }: Pick<SessionVisit, 'session' | 'words'>,
  { passkeys, secondFactors }: Pick<House, 'passkeys' | 'secondFactors'>,
  { names = usualNames, problem, autofocus = true, besides, button = words.passkeys.use }: ProofOptions = {},
): Promise<Markup> {
  const asked = await passkeys.ask(session)
  const { appSince } = await secondFactors.status(session.account.id)
  const { needsScript } = words.passkeys
  const isCode = problem !== undefined && codeProblems.has(problem.code)
  const name = names.passkey
  const alone = appSince === undefined
  return html`${isCode ? nothing : formProblem(problem && { form: inWords(words, problem) })}
    ${asked === undefined ? nothing : passkeyButton(words, { asked, button, needsScript, name, alone, ...(besides && { besides }) })}
    ${codeFields(words, {
      ...{ names, app: !alone, problem: isCode ? problem : undefined },
      autofocus: autofocus && asked === undefined,
    })}`
}

/** Whether a refusal is about what stands in these fields. */
export function isAboutProof({ code }: Refusal): boolean {
  return codeProblems.has(code) || passkeyProblems.has(code)
}

const codeProblems = new Set(['totp_required', 'invalid_totp', 'no_authenticator', 'too_many_requests'])
const passkeyProblems = new Set([
  'unknown_passkey',
  'passkey_too_late',
  'passkey_unreadable',
  'passkey_copied',
])

export interface Proof {
  readonly code: Secret | undefined
  /** What the browser answered for a passkey. */
  readonly passkey: string | undefined
}

export function typedProof(form: Form, names: ProofNames = usualNames): Proof {
  return { code: typedCode(form, names), passkey: typedPasskey(form, names.passkey) }
}

/** Gives it to a session, which goes on under a new id. Nothing where nothing was given yet. */
export async function giveProof(
  session: CurrentSession,
  { code, passkey: credential }: Proof,
  from: Origin,
  { secondFactors, passkeys }: Pick<House, 'secondFactors' | 'passkeys'>,
): Promise<SignedIn | Refusal | undefined> {
  if (credential !== undefined) return passkeys.giveTo({ session, credential, from })
  return code && secondFactors.giveTo(session, code, from)
}
