/** The role table, as data. Who may do what is read here; `permits.ts` only looks it up. */
import type { Role } from '@latchkey/protocol'
import type { Action } from '@latchkey/tokens'

/** How far a permission reaches in the organization. */
export type Reach = 'everything' | 'new names' | 'keys of role admin or below'

/** What each role adds to those before it. */
export const rolesPermit: { readonly [R in Role]: { readonly [A in Action]?: Reach } } = {
  read: {
    describe: 'everything',
    read: 'everything',
  },
  write: {
    publish: 'new names',
  },
  admin: {
    publish: 'everything',
    retire: 'everything',
    delete: 'everything',
    maintain: 'everything',
    administer: 'keys of role admin or below',
  },
  owner: {
    administer: 'everything',
  },
}

/** What a maintainer may do with the one package, whatever the role, also without any. */
export const maintainersMay: readonly Action[] = ['describe', 'read', 'publish', 'retire']

/** What anybody may do where the repository is public, also without a credential. */
export const publicPermits: readonly Action[] = ['read']

/** What everyone who is known may do; `account` is for persons, whose account it is. */
export const everyoneMay: readonly Action[] = ['identify', 'account']
