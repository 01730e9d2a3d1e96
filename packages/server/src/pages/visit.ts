/** One request to a page, read: what its handler is given. */
import type { Allowed } from '../access/index.ts'
import type { CurrentSession } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { Form } from './form.ts'
import type { House } from './house.ts'
import type { OrganizationPermission, Permission } from './permission.ts'

export interface Visit {
  /** The path as requested, without its query: where a form that comes back to itself is sent. */
  readonly path: string
  readonly query: URLSearchParams
  /** The named parts of the route's path, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  /** The client's address, behind trusted proxies. */
  readonly address: string | undefined
  readonly userAgent: string
  /** What was posted; empty on a GET. */
  readonly form: Form
  /** Milliseconds since 1970. */
  readonly now: number
  readonly session: CurrentSession | undefined
}

/** Somebody is signed in. */
export interface SignedInVisit extends Visit {
  readonly session: CurrentSession
  /** The ground on which they see and change what is theirs, or what the route declares. */
  readonly allowed: Allowed
}

/** ...and `allowed` is about an organization. */
export interface OrganizationVisit extends SignedInVisit {
  readonly organization: Organization
}

/** From where a page is visited, for the record. */
export function originOf({ address, userAgent }: Pick<Visit, 'address' | 'userAgent'>): Origin {
  return { address, client: userAgent }
}

export type VisitFor<P extends Permission> = P extends 'anyone'
  ? Visit
  : P extends OrganizationPermission
    ? OrganizationVisit
    : SignedInVisit

export type Handler<V extends Visit = Visit> = (visit: V, house: House) => Response | Promise<Response>
