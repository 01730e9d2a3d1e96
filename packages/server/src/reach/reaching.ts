/** Who and what reaches a package, as it is shown. Instants are milliseconds since 1970. */
import type { Role } from '@latchkey/protocol'
import type { Caveat } from '@latchkey/tokens'
import type { May } from './what-it-may.ts'

/** The package, with the ids by which its rows are found. */
export interface ReachPlace {
  readonly organization: { readonly id: string; readonly name: string }
  readonly ecosystem: string
  readonly package: { readonly id: string; readonly name: string }
}

export interface ReachingPerson {
  readonly username: string
  /** In the organization. */
  readonly role: Role | undefined
  readonly maintains: boolean
  readonly may: May
}

/** A key, or a login. */
export interface ReachingCredential {
  readonly kind: 'key' | 'login'
  readonly id: string
  /** A login's client. */
  readonly name: string
  /** Of a login, where it said one. */
  readonly deviceName: string | undefined
  /** Whose it is; the organization's own where nobody is named. */
  readonly username: string | undefined
  /** Of an organization's key. */
  readonly role: Role | undefined
  /** What it is held to. */
  readonly caveats: readonly Caveat[]
  readonly may: May
  readonly lastUsedAt: number | undefined
  /** When it is over; a login, unless it is used before. Absent where it never is. */
  readonly endsAt: number | undefined
}
