/** The final answer about one access. */
import type { Clearing, ClearingCode, Refusal } from '@latchkey/tokens'
import type { Allowed } from './allowed.ts'
import type { CredentialCode } from './credential.ts'

export type Decision =
  /** `reason` says in words on what ground: "maintains pypi:acme/widget". */
  | { readonly answer: 'allowed'; readonly reason: string; readonly proof: Allowed }
  /** Nothing objects, but these facts must be known to tell. Not an allowance. */
  | { readonly answer: 'needs'; readonly facts: NeededFacts }
  | { readonly answer: 'refused'; readonly refusal: Refusal<DecisionCode> }

export type NeededFacts = Extract<Clearing, { answer: 'needs' }>['facts']

/** Why an access is refused: what its credential lacks, or which caveat objects. */
export type DecisionCode =
  /** No credential was sent, and this is not open to everybody. */
  | 'credential_required'
  /** No such organization, or none that this credential may see: the two answer alike. */
  | 'unknown_organization'
  /** Said to members only. */
  | 'unknown_repository'
  | 'role_insufficient'
  /** `account` is for persons; an organization has no account of its own. */
  | 'account_required'
  /** Running the server is for administrators who are signed in. */
  | 'administrator_required'
  /** The organization requires a second factor, and the account has none. */
  | 'second_factor_missing'
  /** A one-time code must be given for this key or login first: its window is closed. */
  | 'totp_required'
  /** The key works for longer than the organization lets keys work. */
  | 'key_too_long'
  | ClearingCode
  | CredentialCode
