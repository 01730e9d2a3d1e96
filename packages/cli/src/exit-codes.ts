/**
 * What a script learns without reading: 0 done, 1 failed or "no", 2 typed wrongly, 4 somebody has to authenticate,
 * 5 the registry cannot be reached, 130 interrupted. They never change their meaning.
 */
export const exitCodes: Readonly<Record<string, number>> = {
  ...all(2, [
    'not_a_package',
    'not_a_repository',
    'not_a_project',
    'not_a_moment',
    'action_unknown',
    'target_malformed',
    'network_malformed',
    'origin_malformed',
    'digest_malformed',
    'caveat_malformed',
  ]),
  ...all(4, [
    'no_registry',
    'no_credentials',
    'auth_declined',
    'login_denied',
    'login_timed_out',
    'login_failed',
    'wrong_account',
    'no_terminal',
    'login_ended',
    'rejected',
    'expired',
    'code_required',
    'code_cancelled',
    'too_many_codes',
    'totp_required',
    'invalid_totp',
    'exchange_failed',
  ]),
  ...all(5, ['offline', 'timed_out', 'refresh_failed']),
  cancelled: 130,
}

function all(exitCode: number, codes: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(codes.map(code => [code, exitCode]))
}
