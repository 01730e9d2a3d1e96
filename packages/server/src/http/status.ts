/** From a refusal's code to the HTTP status that every dialect starts from: one table. */
import type { Refusal } from '@latchkey/tokens'

/**
 * What is not listed here is the caller's to mend: 400. A dialect may bend one status where its clients need it (PyPI
 * turns a 401 for a credential that was sent into a 403), never the code.
 */
const codes: Readonly<Record<number, readonly string[]>> = {
  /** No credential, or one that is not good at all (RFC 6750 3.1 `invalid_token`). Whose token verified gets 403. */
  401: [
    'credential_required',
    'not_a_token',
    'sign_in_failed',
    'token_cut_off',
    'token_expired',
    'token_malformed',
    'token_missing',
    'token_not_yet_valid',
    'token_revoked',
    'token_too_large',
    'key_expired',
    'key_revoked',
    'owner_disabled',
    'signature_invalid',
    'unknown_token',
    'wrong_password',
  ],
  /** A good credential that may not do this. */
  403: [
    'account_required',
    'action_not_allowed',
    'administrator_required',
    'cross_site_request',
    'digest_not_allowed',
    'network_not_allowed',
    'nothing_allowed',
    'operator_only',
    'outdated_form',
    'role_insufficient',
    'target_not_allowed',
    'version_not_allowed',
  ],
  /** Not there, or not to be seen: the two answer alike. */
  404: [
    'not_found',
    'unknown_account',
    'unknown_file',
    'unknown_invitation',
    'unknown_key',
    'unknown_member',
    'unknown_organization',
    'unknown_package',
    'unknown_repository',
  ],
  405: ['method_not_allowed'],
  409: ['already_member', 'last_owner', 'name_taken', 'repository_exists'],
  413: ['body_too_large'],
  415: ['unsupported_media_type'],
  429: ['too_many_requests'],
  500: ['internal_error'],
  503: ['busy', 'unavailable'],
}

const statuses: ReadonlyMap<string, number> = new Map(
  Object.entries(codes).flatMap(([status, list]) => list.map(code => [code, Number(status)] as const)),
)

/** The status of a refusal. */
export function statusOf(refusal: Refusal): number {
  return statuses.get(refusal.code) ?? 400
}
