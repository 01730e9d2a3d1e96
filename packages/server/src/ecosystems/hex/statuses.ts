/** The HTTP status of everything that hex refuses by itself. */

/** hex.pm answers 422 to what can be read and is wrong, and clients show its `errors`. */
export const statuses: Readonly<Record<string, number>> = {
  access_missing: 403,
  invalid_fields: 422,
  permission_missing: 403,
  root_unreachable: 503,
  root_unverified: 502,
}
