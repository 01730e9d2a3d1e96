/** Whose credential a request carried and what was decided, told to whoever observes requests. */
import { type Fact, pending, type Refusal, refused } from '@latchkey/tokens'
import type { Attempt, Credential, CredentialCode, Decision } from '../access/index.ts'
import type { Notes } from '../http/index.ts'
import type { VerifiedBearer } from './verify.ts'

/** Of a token whose signature held: it may be known whose it is, and nothing is allowed. */
export interface RefusedToken extends Refusal<CredentialCode> {
  /** The id of the key that it was made from, or of the login. */
  readonly holder: Pick<Notes, 'key' | 'login'>
}

export function refusedOf(
  refusal: Refusal<CredentialCode>,
  { kind, id }: Pick<VerifiedBearer, 'kind' | 'id'>,
): RefusedToken {
  return { ...refusal, holder: holderOf(kind, id) }
}

export function credentialNotes(found: Credential | Refusal): Notes {
  if (refused(found)) return 'holder' in found ? (found as RefusedToken).holder : {}
  const { principal } = found
  return found.kind === 'token' ? { ...holderOf(found.holder, found.id), principal } : { principal }
}

function holderOf(kind: 'key' | 'login', id: string): Pick<Notes, 'key' | 'login'> {
  return kind === 'key' ? { key: id } : { login: id }
}

export function decisionNotes(attempt: Attempt, { answer }: Decision): Notes {
  const { action } = attempt
  if (!('organization' in attempt)) return { action, answer }
  const { organization } = attempt
  if (!('ecosystem' in attempt)) return { action, organization, answer }
  const { ecosystem, package: name, version } = attempt
  return { action, organization, ecosystem, package: known(name), version: known(version), answer }
}

function known(fact: Fact<string>): string | undefined {
  return fact === pending ? undefined : fact
}
