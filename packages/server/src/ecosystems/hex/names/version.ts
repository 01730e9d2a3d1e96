/** Versions as Elixir's `Version` has them: Semantic Versioning 2.0.0, of which Hex leaves out the build. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { PathParameters } from '../../../http/index.ts'
import type { Facts } from '../../route.ts'
import { packageFacts } from './package-name.ts'

const longest = 100

/** semver.org, section 2 and 9; no number has a leading nought, and none is larger than a registry can sort by. */
const shape = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(?:-([0-9A-Za-z.-]+))?$/
const identifier = /^(?:0|[1-9]\d{0,14}|\d*[A-Za-z-][0-9A-Za-z-]*)$/

export function isVersion(text: string): boolean {
  const before = shape.exec(text)?.[4]
  return (
    text.length <= longest &&
    shape.test(text) &&
    (before?.split('.') ?? []).every(each => identifier.test(each))
  )
}

/** Of a path that names a version of a package. */
export function versionFacts(parameters: PathParameters): Facts | Refusal {
  const named = packageFacts(parameters)
  if (refused(named)) return named
  const version = parameters.version ?? ''
  if (isVersion(version)) return { ...named, version }
  return refuse(
    'unknown_version',
    `There is no version ${quoted(version)}.`,
    'Versions are written as 1.2.3 or 1.2.3-rc.1.',
  )
}

/** Below 0 where `left` is the older one: semver.org, section 11. Both must be versions. */
export function compareVersions(left: string, right: string): number {
  const [, ...numbers] = shape.exec(left) ?? []
  const [, ...others] = shape.exec(right) ?? []
  for (let index = 0; index < 3; index++) {
    const difference = Number(numbers[index]) - Number(others[index])
    if (difference !== 0) return difference
  }
  return comparePreReleases(numbers[3], others[3])
}

/** A version comes after its own pre-releases. */
function comparePreReleases(left: string | undefined, right: string | undefined): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined)
  const parts = left.split('.')
  const others = right.split('.')
  for (const [index, part] of parts.entries()) {
    const other = others[index]
    if (other === undefined) return 1
    const difference = compareIdentifiers(part, other)
    if (difference !== 0) return difference
  }
  return parts.length - others.length
}

/** Numbers by their value and before words, words by their letters. */
function compareIdentifiers(left: string, right: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)]
  if (isNumber && isOtherNumber) return Number(left) - Number(right)
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return left < right ? -1 : Number(left > right)
}
