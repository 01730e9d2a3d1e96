/** The package, and the release, that a path names. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Package } from '../../../repositories/index.ts'
import type { Visit } from '../../route.ts'
import { tarballName } from '../release.ts'

type Place = Pick<Visit, 'repository' | 'rooms' | 'parameters'>

export async function findPackage({ repository, rooms, parameters }: Place): Promise<Package | Refusal> {
  return (await rooms.repositories.findPackage(repository.id, parameters.package ?? '')) ?? unknownPackage
}

export async function findRelease(place: Place): Promise<Package | Refusal> {
  const found = await findPackage(place)
  if (refused(found)) return found
  const { repository, rooms, parameters } = place
  const filename = tarballName(found.name, parameters.version ?? '')
  const file = await rooms.repositories.findFile(repository.id, found.name, filename)
  return file === undefined ? unknownRelease : found
}

const unknownPackage = refuse(
  'unknown_package',
  'There is no such package in this repository.',
  'Check its name, and the organization.',
)

export const unknownRelease = refuse(
  'unknown_version',
  'There is no such release of this package.',
  'Look which there are: mix hex.info PACKAGE --organization ORGANIZATION.',
)
