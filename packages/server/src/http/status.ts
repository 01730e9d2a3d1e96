/** From a refusal's code to the HTTP status that the pages and the API answer with: one table. */
import type { Refusal } from '@latchkey/tokens'

/** A test demands that every code of the rooms below stands here, so that none becomes a 400 by oversight. */
const codes: Readonly<Record<number, readonly string[]>> = {
  /** What was sent cannot be understood, or means nothing. */
  400: [
    // Of the token endpoint (RFC 6749 section 5.2, RFC 8628 section 3.5).
    ...['access_denied', 'authorization_pending', 'expired_token', 'invalid_grant', 'slow_down'],
    ...['unauthorized_client', 'unsupported_grant_type', 'unsupported_token_type'],
    'allow_missing',
    'bad_path',
    'bad_request',
    'caveat_too_large',
    'credential_malformed',
    'expiry_later',
    'expiry_past',
    'for_new_accounts',
    'invalid_display_name',
    'invalid_email',
    'invalid_name',
    'invalid_overlap',
    'invalid_redirect_uri',
    'invalid_policy',
    'invalid_request',
    'invalid_role',
    'invalid_scope',
    'name_reserved',
    'null_character',
    'password_missing',
    'repeated_header',
    'reservation_malformed',
    'role_not_fixed',
    'role_required',
    'several_credentials',
    'target_outside',
    'target_too_narrow',
    'term_malformed',
    'third_party_restriction',
    'too_many_caveats',
    'too_many_reservations',
    'unknown_action',
    'unknown_ecosystem',
    'weak_password',
    ...['caveat_malformed', 'caveat_unknown', 'digest_malformed', 'field_malformed'],
    ...['network_malformed', 'origin_malformed', 'target_malformed'],
  ],
  /** No credential, or one that is not good at all (RFC 6750 section 3.1 `invalid_token`). */
  401: [
    'account_disabled',
    'credential_required',
    'credential_scheme',
    'invalid_client',
    'invalid_totp',
    'key_revoked',
    'key_unknown',
    'login_ended',
    'master_key_unknown',
    'not_a_token',
    'session_ended',
    'signature_mismatch',
    'token_expired',
    'token_not_yet_valid',
    'token_revoked',
    // RFC 9470 section 3: the same credential will do, once a code was given for it.
    'totp_required',
    'wrong_password',
    ...['discharge_missing', 'discharge_reused', 'discharge_unused', 'macaroon_format', 'not_json'],
    ...['token_cut_off', 'token_foreign', 'token_kind', 'token_missing', 'token_opaque', 'token_prefix'],
    ...['token_text', 'token_too_large', 'token_version'],
  ],
  /** Somebody who is known may not do this. */
  403: [
    'account_not_allowed',
    'account_required',
    'action_not_allowed',
    'administrator_required',
    'administrators_only',
    'audience_not_allowed',
    'cross_site_request',
    'digest_not_allowed',
    'key_too_long',
    'network_not_allowed',
    'nothing_allowed',
    'operator_only',
    'outdated_form',
    'owner_not_allowed',
    'package_not_allowed',
    'publisher_not_allowed',
    'role_insufficient',
    'second_factor_missing',
    'target_not_allowed',
    'version_not_allowed',
  ],
  /** Not there, or not to be seen: the two answer alike. */
  404: [
    'not_found',
    'unknown_account',
    'unknown_client',
    'unknown_code',
    'unknown_file',
    'unknown_invitation',
    'unknown_key',
    'unknown_login',
    'unknown_link',
    'unknown_master_key',
    'unknown_member',
    'unknown_organization',
    'unknown_package',
    'unknown_path',
    'unknown_repository',
    'unknown_reservation',
    'unknown_version',
  ],
  405: ['method_not_allowed'],
  408: ['request_timeout'],
  409: [
    'already_member',
    'file_exists',
    'file_name_used',
    'key_over',
    'key_replaced',
    'last_administrator',
    'last_owner',
    'master_key_exists',
    'master_key_minting',
    'name_taken',
    'preconfigured_client',
    'no_second_factor',
    'repository_exists',
    'second_factor_exists',
  ],
  413: ['body_too_large', 'file_too_large', 'term_too_large', 'too_large', 'quota_exceeded'],
  415: ['unsupported_media_type'],
  429: ['too_many_attempts', 'too_many_requests'],
  431: ['header_too_large'],
  500: ['internal_error', 'master_key_differs', 'master_key_missing', 'second_factor_key_differs'],
  503: ['busy', 'master_key_withdrawn', 'read_only'],
  507: ['no_room'],
}

const statuses: ReadonlyMap<string, number> = new Map(
  Object.entries(codes).flatMap(([status, list]) => list.map(code => [code, Number(status)] as const)),
)

/** Whether the table has a code. */
export function hasStatus(code: string): boolean {
  return statuses.has(code)
}

/** The status of a refusal. */
export function statusOf(refusal: Refusal): number {
  return statuses.get(refusal.code) ?? 400
}
