/** Where the page of something is that an event tells of. */
import type { EventRecord } from '../../audit/index.ts'
import type { Narrowed } from './event-entry.ts'

/** Of an event, in a list that can be narrowed. */
export type WayTo = (event: EventRecord, only: Narrowed) => string | undefined

/** Undefined for what has no page, or none that is known. Whether the reader may open it is asked there. */
export const subjectPath: WayTo = ({ subject, organization }) => {
  const { kind, id, name } = subject ?? {}
  const above = organization?.name === undefined ? undefined : `/organizations/${organization.name}`
  switch (kind) {
    case 'organization':
      return name === undefined ? undefined : `/organizations/${name}`
    case 'key':
      return `${above ?? '/account'}/keys/${id}`
    case 'login':
      return '/account/logins'
    case 'repository':
    case 'package':
      return name === undefined ? undefined : targetPath(name)
    default:
      return undefined
  }
}

/** Of `pypi:acme`, and of `npm:acme/@scope/widget`. */
export function targetPath(target: string): string | undefined {
  const [, ecosystem, organization, name] = /^([a-z]+):([a-z0-9-]+)(?:\/(.+))?$/.exec(target) ?? []
  if (ecosystem === undefined) return undefined
  const repository = `/organizations/${organization}/repositories/${ecosystem}`
  return name === undefined ? repository : `${repository}/packages/${encodeURIComponent(name)}`
}
