/**
 * Logins: one client on one device that an account let in. Ending one ends every token made from it.
 *
 * 1. Its tokens are derived from its row and a master key, and stored nowhere: the same login, generation and instant
 *    give the same text.
 * 2. A refresh moves the generation on by one conditional update. The one before gives the same successor while nobody
 *    has shown an access token of it, and for a minute; any other means that a copy is about, and ends the login.
 * 3. What it may do is its scopes as they mean at the moment of use, never what they meant when it was made.
 * 4. Whatever ends it, or kills a part of it, advances the epoch; an end and a refresh never both win.
 *
 *     const login = await store.write(transaction => logins.insert(transaction, { accountId, client, scope, cause, now }))
 *     if (refused(login)) return login
 *     const tokens = await logins.tokensOf(login, { issuedAt: now })
 *     const next = await logins.refresh(verified, { client }, cause)
 */
export type { BurnedLogin } from './burn-login.ts'
export {
  readVerifiable as readVerifiableLogin,
  selectVerifiable as selectVerifiableLogins,
  type VerifiableLogin,
} from './find-login.ts'
export type { NewLogin } from './insert-login.ts'
export type { Lifetimes } from './lifetimes.ts'
export { countLogins, type LoginsOfAccount, loginsOfMasterKey } from './live-logins.ts'
export { type Login, loginName } from './login.ts'
export { createLogins, type Logins, type LoginsOptions } from './logins.ts'
export type { TokenSet } from './tokens.ts'
export type { VerifiedLogin, VerifiedRefresh } from './verified-login.ts'
