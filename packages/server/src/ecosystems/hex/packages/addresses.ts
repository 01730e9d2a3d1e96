/** Where packages and releases are: in the API, in the repository, and on the pages. */
import type { Visit } from '../../route.ts'

type Place = Pick<Visit, 'repository' | 'rooms'>

export function packageUrl(place: Place, name: string): string {
  return `${place.rooms.origin}/hex/api/repos/${place.repository.organization.name}/packages/${name}`
}

export function releaseUrl(place: Place, name: string, version: string): string {
  return `${packageUrl(place, name)}/releases/${version}`
}

export function documentationUrl({ repository, rooms }: Place, name: string, version: string): string {
  return `${rooms.origin}/hex/repo/repos/${repository.organization.name}/docs/${name}-${version}.tar.gz`
}

/** The page that people read; versions have none of their own. */
export function pageUrl({ repository, rooms }: Place, name: string): string {
  return `${rooms.origin}/organizations/${repository.organization.name}/repositories/hex/packages/${name}`
}
