/** Names of packages, as hex.pm takes them. They are their own normal form. */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import type { Facts } from '../../route.ts'

/** hexpm/hexpm `Hexpm.Repository.Package`: a letter, then word characters, two at least. Capitals are refused here. */
const shape = /^[a-z][a-z0-9_]{1,254}$/

export function isPackageName(name: string): boolean {
  return shape.test(name)
}

/** Of a path that names the package. */
export function packageFacts(parameters: PathParameters): Facts | Refusal<'unknown_package'> {
  const name = parameters.package ?? ''
  return checkPackageName(name) ?? { package: name }
}

/** A name that none can have is one of a package that is not there. */
export function checkPackageName(name: string): Refusal<'unknown_package'> | undefined {
  if (isPackageName(name)) return undefined
  return refuse(
    'unknown_package',
    `There is no package ${quoted(name)}.`,
    'Names have small letters, digits and underscores, and begin with a letter.',
  )
}
