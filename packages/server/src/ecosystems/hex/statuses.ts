/** The HTTP status of everything that hex refuses by itself. */

/** hex.pm answers 422 to what can be read and is wrong, and clients show its `errors`. */
export const statuses: Readonly<Record<string, number>> = {
  access_missing: 403,
  archive_malformed: 422,
  checksum_differs: 422,
  file_lost: 503,
  invalid_fields: 422,
  metadata_invalid: 422,
  metadata_malformed: 422,
  name_differs: 422,
  organization_missing: 404,
  permission_missing: 403,
  root_unreachable: 503,
  root_unverified: 502,
  tarball_malformed: 422,
  tarball_too_large: 413,
  version_exists: 422,
  version_used: 422,
}
