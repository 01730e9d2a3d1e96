/** The repository that a command is about. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Repository } from '../../repositories/index.ts'
import type { Rooms } from '../rooms.ts'

/** `pypi:acme`. */
export async function findRepository(
  { repositories }: Pick<Rooms, 'repositories'>,
  place: string,
): Promise<Repository | Refusal<'usage' | 'unknown_repository'>> {
  const [ecosystem = '', organization = '', ...rest] = place.split(':')
  if (ecosystem === '' || organization === '' || rest.length > 0)
    return refuse('usage', 'A repository is named ECOSYSTEM:ORGANIZATION.', 'For example: pypi:acme')
  return (await repositories.find(organization, ecosystem)) ?? unknownRepository(place)
}

function unknownRepository(place: string): Refusal<'unknown_repository'> {
  return refuse(
    'unknown_repository',
    `There is no repository ${place}.`,
    `Make it: npx latchkey-server repository create ${place}`,
  )
}
