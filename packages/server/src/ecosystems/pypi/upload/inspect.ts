/** Looks into the file that has arrived: is it the one that was announced, and what does it say about itself? */
import { createHash } from 'node:crypto'
import { normalPackageName, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { FileContents, ReceivedFile } from '../../../upstreams/index.ts'
import type { FileDetails } from '../file-details.ts'
import { normalVersion, sameVersion } from '../names/version.ts'
import { readCoreMetadata, readMetadataHeaders } from '../wheel/index.ts'
import { compareDigests } from './digests.ts'
import { isSpecifier, type Release } from './release.ts'

export async function inspectFile(release: Release, received: ReceivedFile): Promise<FileDetails | Refusal> {
  const damaged = compareDigests(release.claimedDigests, received.digests)
  return damaged ?? inspectContents(release, received.contents)
}

/** What must be known to look into a file. */
export type Announced = Pick<Release, 'filename' | 'filetype' | 'package' | 'version' | 'requiresPython'>

export function inspectContents(
  announced: Announced,
  contents: FileContents,
): Promise<FileDetails | Refusal> {
  return announced.filetype === 'bdist_wheel'
    ? inspectWheel(announced, contents)
    : inspectSdist(announced, contents)
}

/** A wheel's own metadata are what pip goes by after the download, so the index says nothing else. */
async function inspectWheel(release: Announced, contents: FileContents): Promise<FileDetails | Refusal> {
  const metadata = await readCoreMetadata(contents)
  if (refused(metadata)) return metadata
  const { name = '', version = '', requiresPython } = readMetadataHeaders(metadata)
  const normal = normalVersion(version)
  const sameName = normalPackageName('pypi', name) === release.package
  if (!sameName || refused(normal) || !sameVersion(normal, release.version)) {
    return refuse(
      'filename_differs',
      `The METADATA in ${release.filename} says ${quoted(name)} ${quoted(version)}.`,
      'Build the wheel again and upload it as it is.',
    )
  }
  const metadataSha256 = createHash('sha256').update(metadata).digest('hex')
  return { metadataSha256, ...withPython(requiresPython) }
}

async function inspectSdist(release: Announced, contents: FileContents): Promise<FileDetails | Refusal> {
  for await (const [first, second] of contents.read({ start: 0, end: Math.min(2, contents.size) })) {
    // RFC 1952 section 2.3.1: what gzip files start with.
    if (first === 0x1f && second === 0x8b) return withPython(release.requiresPython)
  }
  return refuse('sdist_malformed', `${release.filename} is not compressed with gzip.`, 'Build it again.')
}

function withPython(requiresPython: string | undefined): FileDetails {
  return requiresPython !== undefined && isSpecifier(requiresPython) ? { requiresPython } : {}
}
