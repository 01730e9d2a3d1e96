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

const ecosystem = '[a-z][a-z0-9]{0,31}'
const organization = '[a-z0-9][a-z0-9-]{0,38}'
const name = '[!-~]{1,255}'
const form = new RegExp(
  `^(?:\\*|(?:(${ecosystem}):\\*)|(?:\\*:(${organization}))|(?:(${ecosystem}):(${organization})(?:/(${name}))?))$`,
)

/** Reads a target. A package's name is brought into its ecosystem's normal form. */
export function parseTarget(text: string): Target | Refusal<'target_malformed'> {
  const match = form.exec(text)
  if (match === null) {
    return refuse(
      'target_malformed',
      `${quoted(text)} is not a target.`,
      'Write pypi:acme/widget (a package), pypi:acme (a repository), *:acme (an organization), pypi:* or *.',
    )
  }
  const [, everywhere, owner, kind, repository, widget] = match
  const named = everywhere ?? kind
  const owned = owner ?? repository
  return Object.freeze({
    ...(named === undefined ? {} : { ecosystem: named }),
    ...(owned === undefined ? {} : { organization: owned }),
    ...(named === undefined || widget === undefined ? {} : { package: normalPackageName(named, widget) }),
  }) as Target
}

/** The text that `parseTarget` reads as this target. */
export function formatTarget(target: Target): string {
  if (target.ecosystem === undefined && target.organization === undefined) return '*'
  const repository = `${target.ecosystem ?? '*'}:${target.organization ?? '*'}`
  return target.package === undefined ? repository : `${repository}/${target.package}`
}
