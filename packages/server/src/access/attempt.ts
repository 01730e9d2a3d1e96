/** What a route says of a request, before the authorizer adds on whose behalf, when and by which origin. */
import type { Role } from '@latchkey/protocol'
import type { Access, Action } from '@latchkey/tokens'

/** The part of `administer` that is meant: an organization's keys (of a role up to `keyRole`), people or settings. */
export type Administration =
  | { readonly administers: 'keys'; readonly keyRole: Role }
  | { readonly administers: 'people' | 'settings' }

type Personal = 'identify' | 'account'

type InOrganization = { readonly organization: string }

export type Attempt = Pick<Access, 'address'> & {
  /** What the client calls itself: `twine/4.0.2`. Nothing is decided by it; the proof carries it for the record. */
  readonly client?: string | undefined
  /** The request changes nothing, whatever its action: a list of keys is read with `account`. It needs no open window. */
  readonly safe?: true | undefined
} & (
    | { readonly action: Personal }
    | ({ readonly action: Exclude<Action, Personal | 'administer'> } & InOrganization &
        Pick<Access, 'ecosystem' | 'package' | 'version' | 'digests'>)
    | ({ readonly action: 'administer' } & InOrganization & Administration)
  )
