/** What the name of a Python distribution says of it, where it says it beyond doubt. */
import { basename } from 'node:path'
import { normalPackageName } from '@latchkey/tokens'

export interface Distribution {
  /** In normal form (PEP 503). */
  readonly package: string
  /** Left out where it is not written in its normal form (PEP 440), in which registries compare it. */
  readonly version?: string
}

/** `name-version(-build)?-python-abi-platform.whl`. */
const wheel = /^([A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/
/** `name-version.tar.gz`, split at the last hyphen: old ones have hyphens in their name. */
const sdist = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)-([^-]+)\.(?:tar\.gz|zip)$/
const normal =
  /^(?:[1-9]\d*!)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*(?:(?:a|b|rc)(?:0|[1-9]\d*))?(?:\.post(?:0|[1-9]\d*))?(?:\.dev(?:0|[1-9]\d*))?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$/

/** Undefined where it is not the name of one. */
export function readDistribution(path: string): Distribution | undefined {
  const [, name, version] = wheel.exec(basename(path)) ?? sdist.exec(basename(path)) ?? []
  if (name === undefined || version === undefined) return undefined
  return { package: normalPackageName('pypi', name), ...(normal.test(version) && { version }) }
}
