/** What a route says of a request, before the authorizer adds on whose behalf, when and by which origin. */
import type { Role } from '@latchkey/protocol'
import type { Access, Action } from '@latchkey/tokens'

/** The part of `administer` that is meant: an organization's keys (of a role up to `keyRole`), people or settings. */
export type Administration =
  | { readonly administers: 'keys'; readonly keyRole: Role }
  | { readonly administers: 'people' | 'settings' }

export type Attempt = Pick<
  Access,
  'organization' | 'ecosystem' | 'package' | 'version' | 'digests' | 'address'
> &
  (
    | { readonly action: Exclude<Action, 'administer'> }
    | ({ readonly action: 'administer'; readonly organization: string } & Administration)
  )
