/** What the metadata at the beginning of a tarball tell, before its contents are there: may this be published at all? */
import { pending, quoted, type Refusal } from '@latchkey/tokens'
import type { OtherDigest } from '../../../upstreams/index.ts'
import type { Visit } from '../../route.ts'
import { tarballName } from '../release.ts'
import type { HexMetadata } from '../tarball/index.ts'
import { invalid } from '../validation.ts'
import type { Incoming } from './incoming.ts'

/** Gives what is to be computed of the tarball besides its SHA-256. */
export async function checkAnnounced(
  visit: Visit,
  { name, version }: HexMetadata,
  { declared }: Incoming,
): Promise<readonly OtherDigest[] | Refusal> {
  const { parameters, repository, rooms } = visit
  if (parameters.package !== undefined && parameters.package !== name)
    return invalid(
      'name_differs',
      ['name'],
      `is ${quoted(name)} in the tarball and ${quoted(parameters.package)} in the address`,
      'Publish it under its own name.',
    )
  const decision = await visit.decide({ package: name, version, digests: pending })
  if (decision.answer === 'refused') return decision.refusal

  const filename = tarballName(name, version)
  const deleted = await rooms.repositories.objectionToName(repository.id, filename)
  if (deleted !== undefined) return versionUsed
  const published = await rooms.repositories.findFile(repository.id, name, filename)
  // The same bytes again are welcome, and others are not; of another length they are others.
  if (published !== undefined && declared !== undefined && declared !== published.size) return versionExists
  if (published === undefined && declared !== undefined) {
    const tooMuch = await rooms.repositories.objectionToSize(repository.organization.id, declared)
    if (tooMuch !== undefined) return tooMuch
  }
  // Only a caveat over the tarball's digest still needs it, and that may name either.
  return decision.answer === 'needs' ? ['sha512'] : []
}

/** Why what was refused to be published was, in Hex's words. */
export function explainRefused(refusal: Refusal): Refusal {
  if (refusal.code === 'file_exists') return versionExists
  return refusal.code === 'file_name_used' ? versionUsed : refusal
}

const versionExists = invalid(
  'version_exists',
  ['version'],
  'has already been published, and is never replaced (--replace does nothing here)',
  'Publish what changed under a new version.',
)

const versionUsed = invalid(
  'version_used',
  ['version'],
  'was published once and deleted, and is never used again',
  'Publish under a new version.',
)
