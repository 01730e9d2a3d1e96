/** Why there is no credential, or why it did not do: one closed union, each with the next step. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** Every code, and whether the same may be tried again later without anybody doing anything. */
const codes = {
  // Nothing to go with.
  no_credentials: 'final',
  auth_declined: 'final',
  cancelled: 'final',
  // A login.
  login_denied: 'final',
  login_timed_out: 'final',
  login_failed: 'final',
  /** Somebody let it in, but not the account that was meant: it was ended again. */
  wrong_account: 'final',
  /** The registry said `invalid_grant`: this login is over. */
  login_ended: 'final',
  /** The refresh did not happen; the login is kept. */
  refresh_failed: 'later',
  exchange_failed: 'final',
  logout_incomplete: 'later',
  // What the registry answered.
  rejected: 'final',
  expired: 'final',
  insufficient_scope: 'final',
  code_required: 'final',
  code_cancelled: 'final',
  too_many_codes: 'final',
  too_many_requests: 'later',
  clock_skew: 'final',
  bad_answer: 'later',
  // The way there.
  offline: 'later',
  timed_out: 'later',
  answer_too_large: 'final',
  redirect_refused: 'final',
  too_many_redirects: 'final',
  untrusted_origin: 'final',
  // Where credentials are kept.
  busy: 'later',
  lease_lost: 'later',
  corrupt_store: 'final',
  newer_store: 'final',
  unsafe_store: 'final',
  store_in_work_tree: 'final',
  store_unavailable: 'later',
  keychain_unavailable: 'later',
  // The host's side.
  not_permitted: 'final',
  malformed_token: 'final',
  invalid_configuration: 'final',
} as const

export type AuthErrorCode = keyof typeof codes

/** A refusal of this library. `next` is the hint: the command or the step that helps. Holds no secret. */
export interface AuthError<Code extends AuthErrorCode = AuthErrorCode> extends Refusal<Code> {
  readonly kind: 'auth_error'
  /** What it came from: another refusal, or what was thrown. */
  readonly cause?: unknown
}

/** Makes one. `message` and `next` are shown to people: whole sentences, no secrets. */
export function authError<const Code extends AuthErrorCode>(
  code: Code,
  message: string,
  next: string,
  cause?: unknown,
): AuthError<Code> {
  const refusal = refuse(code, message, next)
  return Object.freeze({ ...refusal, kind: 'auth_error' as const, ...(cause !== undefined && { cause }) })
}

/** Whether the same may succeed later without anybody doing anything. */
export function retryable(error: AuthError): boolean {
  return codes[error.code] === 'later'
}
