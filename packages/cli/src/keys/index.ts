/**
 * Keys: one's own, and those of an organization, which are made and ended in the same way.
 *
 * 1. The text of a key goes to standard output alone or to a private file, once, and there is a place for it before the
 *    key is made.
 * 2. What a registry tells is read strictly: a shape that is not known is no key.
 * 3. What cannot be brought back is not done before a person, or `--yes`, said so.
 *
 *     return createKey({ ...options, name: 'ci', organization: 'acme' }, desk)
 */

export { burnMine, burnText } from './burn.ts'
export { createKey, createOptions, roleOption } from './create-key.ts'
export { listKeys, listOptions } from './list-keys.ts'
export { readSecret } from './read-secret.ts'
export { revokeKeys, revokeOptions } from './revoke-keys.ts'
export { rotateKey, rotateOptions } from './rotate-key.ts'
export { tightenKey, tightenOptions } from './tighten-key.ts'
export { isOrganization } from './typed-names.ts'
export { type InUse, useOrganizationKey } from './use-organization-key.ts'
