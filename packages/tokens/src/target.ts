/** What a row of an `allow` caveat names: `*`, `hex:*`, `*:acme`, `pypi:acme`, `pypi:acme/widget`. */
import { normalPackageName } from './package-name.ts'
import { type Refusal, refuse } from './refusal.ts'
import { quoted } from './wording.ts'

declare const earned: unique symbol

/**
 * The parts that a target names; one that it leaves out may be anything. Only `parseTarget` makes one, so a package is
 * always that of one repository, and in its ecosystem's normal form.
 */
export interface Target {
  readonly [earned]: true
  readonly ecosystem?: string
  readonly organization?: string
  readonly package?: string
}

/** Reads a target. A package's name is brought into its ecosystem's normal form. */
export function parseTarget(text: string): Target | Refusal<'target_malformed'> {
  if (text === '*') return target(undefined, undefined)
  const colon = text.indexOf(':')
  const ecosystem = text.slice(0, Math.max(colon, 0))
  const rest = text.slice(colon + 1)
  if (ecosystem === '*') return isOrganization(rest) ? target(undefined, rest) : malformed(text)
  if (!isEcosystem(ecosystem)) return malformed(text)
  if (rest === '*') return target(ecosystem, undefined)
  const slash = rest.indexOf('/')
  if (slash === -1) return isOrganization(rest) ? target(ecosystem, rest) : malformed(text)
  const organization = rest.slice(0, slash)
  const name = rest.slice(slash + 1)
  if (!isOrganization(organization) || !isVisible(name) || name.length > 255) return malformed(text)
  return target(ecosystem, organization, normalPackageName(ecosystem, name))
}

function target(ecosystem: string | undefined, organization: string | undefined, name?: string): Target {
  return Object.freeze({
    ...(ecosystem !== undefined && { ecosystem }),
    ...(organization !== undefined && { organization }),
    ...(name !== undefined && { package: name }),
  }) as Target
}

/** `[a-z][a-z0-9]{0,31}`. By hand, as the two below: each token has some, and programs read them that are over in no time. */
function isEcosystem(text: string): boolean {
  return text.length <= 32 && isLetter(text.charCodeAt(0)) && consistsOf(text, isLetterOrDigit)
}

/** `[a-z0-9][a-z0-9-]{0,38}` */
function isOrganization(text: string): boolean {
  return text.length <= 39 && isLetterOrDigit(text.charCodeAt(0)) && consistsOf(text, isInOrganization)
}

/** `[!-~]+` */
function isVisible(text: string): boolean {
  return text !== '' && consistsOf(text, code => code >= 0x21 && code <= 0x7e)
}

function consistsOf(text: string, belongs: (code: number) => boolean): boolean {
  for (let at = 0; at < text.length; at++) if (!belongs(text.charCodeAt(at))) return false
  return true
}

const isLetter = (code: number) => code >= 0x61 && code <= 0x7a
const isLetterOrDigit = (code: number) => isLetter(code) || (code >= 0x30 && code <= 0x39)
const isInOrganization = (code: number) => isLetterOrDigit(code) || code === 0x2d

function malformed(text: string): Refusal<'target_malformed'> {
  return refuse(
    'target_malformed',
    `${quoted(text)} is not a target.`,
    'Write pypi:acme/widget (a package), pypi:acme (a repository), *:acme (an organization), pypi:* or *.',
  )
}

/** The text that `parseTarget` reads as this target. */
export function formatTarget(target: Target): string {
  if (target.ecosystem === undefined && target.organization === undefined) return '*'
  const repository = `${target.ecosystem ?? '*'}:${target.organization ?? '*'}`
  return target.package === undefined ? repository : `${repository}/${target.package}`
}
