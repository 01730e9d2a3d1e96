/** The form in which an ecosystem compares the names of packages. */

/** A name in its ecosystem's normal form: PEP 503 for `pypi`; as it is where the ecosystem is not known here. */
export function normalPackageName(ecosystem: string, name: string): string {
  return ecosystem === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name
}
