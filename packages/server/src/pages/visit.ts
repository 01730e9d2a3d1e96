/** One request to a page, read: what its handler is given. */
import type { Secret } from '@latchkey/protocol'
import type { Allowed } from '../access/index.ts'
import type { CurrentSession, Sessions } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { Words } from './catalogue/index.ts'
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
  /** Everything that is said to this visitor, in their language. */
  readonly words: Words
  /** The secret of this browser, where it was asked for a passkey while nobody was signed in. */
  readonly asked: Secret | undefined
  /** The path and query where this page can be looked at again; of what a form answered there is none. */
  readonly here: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  /** Of somebody who is signed in. */
  readonly session: CurrentSession | undefined
  /** The organizations that wait for this person to add a second factor: those that require one where there is none. */
  readonly awaitedBy: readonly string[]
  /** Of somebody who gave the password and is still asked for a code: not signed in, and good for giving it only. */
  readonly unfinished: CurrentSession | undefined
}

/** Somebody gave the password; perhaps a code is still asked for. */
export interface SessionVisit extends Visit {
  readonly session: CurrentSession
}

/** Somebody is signed in. */
export interface SignedInVisit extends SessionVisit {
  /** The ground on which they see and change what is theirs, or what the route declares. */
  readonly allowed: Allowed
}

/** What of an organization is open to somebody. The ways themselves are guarded by their own routes. */
export interface Ways {
  /** Its overview, its members and its policy: not for a maintainer who has no role there. */
  readonly describe: boolean
  readonly keys: boolean
  readonly people: boolean
  readonly settings: boolean
}

/** ...and `allowed` is about an organization. */
export interface OrganizationVisit extends SignedInVisit {
  readonly organization: Organization
  /** What else of the organization is open to them. */
  readonly ways: Ways
}

/** Ends the session that this browser had, for another begins: the old id must not live on unseen. */
export async function endSessionOf(
  visit: Pick<Visit, 'session' | 'unfinished' | 'address' | 'userAgent'>,
  sessions: Pick<Sessions, 'end'>,
): Promise<void> {
  const former = visit.session ?? visit.unfinished
  if (former !== undefined) await sessions.end(former, originOf(visit))
}

/** Where the code is asked for, before somebody gets to `next`. */
export function codePath(next: string): string {
  return `/login/code?next=${encodeURIComponent(next)}`
}

/** From where a page is visited, for the record. */
export function originOf({ address, userAgent }: Pick<Visit, 'address' | 'userAgent'>): Origin {
  return { address, client: userAgent }
}

export type VisitFor<P extends Permission> = P extends 'anyone'
  ? Visit
  : P extends 'password'
    ? SessionVisit
    : P extends OrganizationPermission
      ? OrganizationVisit
      : SignedInVisit

export type Handler<V extends Visit = Visit> = (visit: V, house: House) => Response | Promise<Response>
