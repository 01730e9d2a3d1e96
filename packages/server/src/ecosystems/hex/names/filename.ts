/** What the name of a tarball says: `widget-1.2.3-rc.1.tar`. */
import { isPackageName } from './package-name.ts'
import { isVersion } from './version.ts'

/** A name has no hyphen, so the first one ends it. `undefined` for what is no such name. */
export function readTarballName(
  filename: string,
): { readonly package: string; readonly version: string } | undefined {
  const [, name = '', version = ''] = /^([^-]*)-(.*)\.tar$/s.exec(filename) ?? []
  return isPackageName(name) && isVersion(version) ? { package: name, version } : undefined
}
