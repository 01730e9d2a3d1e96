/**
 * How Hex names packages and versions, and what may be required of them.
 *
 *     isPackageName('acme_widget')          // true
 *     compareVersions('1.0.0-rc.1', '1.0.0') < 0
 */
export { readTarballName } from './filename.ts'
export { checkPackageName, isPackageName, packageFacts } from './package-name.ts'
export { isRequirement } from './requirement.ts'
export { compareVersions, isVersion, versionFacts } from './version.ts'
