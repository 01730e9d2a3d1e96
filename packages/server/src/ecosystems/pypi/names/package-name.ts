/** What a package may be called: PEP 508. */
import { normalPackageName, quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import type { Facts } from '../../route.ts'

export function checkPackageName(name: string): Refusal<'name_malformed'> | undefined {
  if (name.length <= 200 && /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(name)) return undefined
  return refuse(
    'name_malformed',
    `${quoted(name)} cannot be the name of a package.`,
    'Use letters, digits, points, hyphens and underscores, at most 200, with a letter or digit at both ends.',
  )
}

/** What a path with `:package` in it is about. Any spelling will do; what can be no name never gets into a `Location`. */
export function packageFacts({ package: name = '' }: PathParameters): Facts | Refusal<'name_malformed'> {
  return checkPackageName(name) ?? { package: normalPackageName('pypi', name) }
}
