/**
 * Whose a credential is, what it may do, and its keys: the part of Hex's API that is about people and organizations.
 *
 * 1. A key is made of Hex's permissions and listed with them; a listed permission is never more than the key has.
 * 2. Whoever makes or revokes keys is decided on again in the transaction that does it, for keys of exactly that role.
 * 3. What a caller may not see is as unknown as what never was.
 *
 *     export const routes: readonly Route[] = [...accountRoutes, ...]
 */
export { instant } from './instant.ts'
export { accountRoutes } from './routes.ts'
