/** What the name of a file says: the wheel's (PEP 427) and the source distribution's (PEP 625). */
import { normalPackageName, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { normalVersion } from './version.ts'

export interface Filename {
  readonly filetype: Filetype
  /** In normal form (PEP 503). */
  readonly package: string
  /** In normal form (PEP 440). */
  readonly version: string
}

/** The two kinds of file that are taken, in the words of the upload form. */
export const filetypes = ['bdist_wheel', 'sdist'] as const

export type Filetype = (typeof filetypes)[number]

/** `name-version(-build)?-python-abi-platform.whl`; none of them holds a hyphen. */
const wheel =
  /^(?<name>[a-z0-9](?:[a-z0-9._]*[a-z0-9])?)-(?<version>[a-z0-9._+!]+)(?:-\d[a-z0-9_.]*)?-[a-z0-9_.]+-[a-z0-9_.]+-[a-z0-9_.]+\.whl$/i

/** `name-version.tar.gz`, split at the last hyphen; old ones have hyphens and points in their name. */
const sdist = /^(?<name>[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)-(?<version>[a-z0-9][a-z0-9._+!]*)\.tar\.gz$/i

const longest = 255

export function readFilename(
  filename: string,
): Filename | Refusal<'filename_malformed' | 'version_malformed'> {
  const isWheel = filename.endsWith('.whl')
  const groups = filename.length > longest ? undefined : (isWheel ? wheel : sdist).exec(filename)?.groups
  if (groups === undefined) return malformed(filename)
  const { name = '', version: written = '' } = groups
  // A wheel's name has underscores for hyphens (PEP 427): 1.0-1 is written 1.0_1 in it.
  const version = normalVersion(isWheel ? written.replace(/_(?=\d+$)/, '-') : written)
  if (refused(version)) return version
  return { filetype: isWheel ? 'bdist_wheel' : 'sdist', package: normalPackageName('pypi', name), version }
}

function malformed(filename: string): Refusal<'filename_malformed'> {
  return refuse(
    'filename_malformed',
    `${quoted(filename)} is not the name of a wheel or of a source distribution.`,
    'Name it as in widget-1.0-py3-none-any.whl or widget-1.0.tar.gz.',
  )
}
