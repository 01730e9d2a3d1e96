/** What a package may be called: PEP 508. */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'

export function checkPackageName(name: string): Refusal<'name_malformed'> | undefined {
  if (name.length <= 200 && /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i.test(name)) return undefined
  return refuse(
    'name_malformed',
    `${quoted(name)} cannot be the name of a package.`,
    'Use letters, digits, points, hyphens and underscores, at most 200, with a letter or digit at both ends.',
  )
}
