/**
 * How Hex names packages and versions, and what may be required of them.
 *
 *     checkPackageName('acme_widget')     // undefined: nothing is wrong with it
 *     compareVersions('1.0.0-rc.1', '1.0.0') < 0
 */
export { checkPackageName, isPackageName, packageFacts } from './package-name.ts'
export { isRequirement } from './requirement.ts'
export { checkVersion, compareVersions, isVersion, versionFacts } from './version.ts'
