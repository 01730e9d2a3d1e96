/**
 * OAuth: how clients get tokens, give them back and ask about them, in the words of the RFCs.
 *
 * 1. Form in, JSON out, and nobody keeps it; another door puts the same into other words. A parameter that comes twice,
 *    or in the address, is refused.
 * 2. `Authorization` is never a bearer here: what is in it says which client asks.
 * 3. An exchanged token can do no more than its key: it is made from it, by adding caveats. No row is written.
 * 4. A stranger learns nothing: an unknown client and a wrong secret, an unknown token and one that is over are one answer.
 * 5. The issuer is the configured origin, never what a request says.
 *
 *     const oauth = createOAuth({ clients, logins, credentials, ..., origin, report })
 *     const response = await oauth(request)
 */
export { createOAuth, type OAuthFailures } from './create-oauth.ts'
export type { Door } from './door.ts'
export type { OAuthHouse } from './house.ts'
export { oauthPaths } from './paths.ts'
export { rememberClients } from './remember-clients.ts'
