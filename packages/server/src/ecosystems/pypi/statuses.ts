/** The HTTP status of everything that pypi refuses by itself. */

/** pypi.org answers 400 to whatever is wrong with an upload, and clients know it so: `already exists` is no 409. */
export const statuses: Readonly<Record<string, number>> = {
  not_a_form: 400,
  form_malformed: 400,
  field_missing: 400,
  field_repeated: 400,
  field_late: 400,
  form_too_large: 413,
  name_malformed: 400,
  version_malformed: 400,
  filename_malformed: 400,
  filename_differs: 400,
  digest_differs: 400,
  wheel_malformed: 400,
  sdist_malformed: 400,
  file_exists: 400,
  file_name_used: 400,
  file_lost: 503,
  unknown_file: 404,
  not_acceptable: 406,
}
