/** Whose credential a request carried and what was decided, told to whoever observes requests. */
import { type Fact, pending, type Refusal, refused } from '@latchkey/tokens'
import type { Attempt, Credential, CredentialCode, Decision } from '../access/index.ts'
import type { Notes } from '../http/index.ts'

/** Of a token whose signature held: it may be known whose it is, and nothing is allowed. */
export interface RefusedKey extends Refusal<CredentialCode> {
  /** The key's id. */
  readonly key: string
}

export function refusedKey(refusal: Refusal<CredentialCode>, key: string): RefusedKey {
  return { ...refusal, key }
}

export function credentialNotes(found: Credential | Refusal): Notes {
  if (refused(found)) return 'key' in found ? { key: (found as RefusedKey).key } : {}
  return found.kind === 'token'
    ? { key: found.id, principal: found.principal }
    : { principal: found.principal }
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
