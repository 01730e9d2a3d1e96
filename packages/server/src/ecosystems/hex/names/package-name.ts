/** Names of packages, as hex.pm takes them. They are their own normal form. */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import type { Facts } from '../../route.ts'

/** hexpm/hexpm `Hexpm.Repository.Package`: a letter, then word characters, two at least. Capitals are refused here. */
const shape = /^[a-z][a-z0-9_]{1,254}$/

export function isPackageName(name: string): boolean {
  return shape.test(name)
}

export function checkPackageName(name: string): Refusal<'name_malformed'> | undefined {
  if (isPackageName(name)) return undefined
  return refuse(
    'name_malformed',
    `${quoted(name)} is not the name of a Hex package.`,
    'It has small letters, digits and underscores, begins with a letter and is 2 to 255 characters long.',
  )
}

/** Of a path that names the package. */
export function packageFacts(parameters: PathParameters): Facts | Refusal<'name_malformed'> {
  const name = parameters.package ?? ''
  return checkPackageName(name) ?? { package: name }
}
