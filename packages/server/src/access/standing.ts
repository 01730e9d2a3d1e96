/** What somebody is to a target: the facts that the role table is asked about. */
import type { Role } from '@latchkey/protocol'
import type { Access, Principal } from '@latchkey/tokens'
import type { Policy } from './policy.ts'

export interface Standing {
  /** The role in the organization. An organization is owner of itself; its keys hold it down to theirs. */
  readonly role: Role | undefined
  /** Whether they maintain the package; while its name is `pending`, whether they maintain any of the repository. */
  readonly maintains: boolean
  /** The package's id; `undefined` where it does not exist, is not named or is not known yet. */
  readonly packageId: string | undefined
  /** How the repository may be read; `none` where there is no such repository, or the access is not about one. */
  readonly visibility: 'public' | 'private' | 'none'
  /** What the organization asks beyond roles. */
  readonly policy: Policy
}

/** The part of an access that says what it is about. */
export type Place = Pick<Access, 'organization' | 'ecosystem' | 'package'>

/** An open transaction of the store, handed through unread: this floor does not know the store. */
export type OpenTransaction = object

export interface StandingSource {
  /**
   * What `principal` is to `place`; `undefined` where there is no such organization. `credentialId` is the key's id, and
   * counts for organizations alone: where one published first, its key maintains. `place.package` is in the ecosystem's normal form.
   */
  standing(
    principal: Principal,
    credentialId: string | undefined,
    place: Place & { readonly organization: string },
    transaction?: OpenTransaction,
  ): Promise<Standing | undefined>
  /** What the same look-up gave before, where nothing was narrowed since. Somebody may have been given more. */
  remembered?(
    principal: Principal,
    credentialId: string | undefined,
    place: Place & { readonly organization: string },
  ): Standing | undefined
}
