/**
 * One wrapper around a host's requests.
 *
 * 1. A budget is finite: one forced refresh, one login, three codes. Whatever a server says, every call ends.
 * 2. No lock is held while the caller's function runs.
 * 3. In CI nobody is asked and nothing is waited for.
 * 4. Trouble on the way is not a rejection: only a 401 is, and only what was sent with it.
 * 5. What goes wrong is a value that names the next command.
 *
 *     const answer = await client.withApi('read', request => request.send('api/v1/validate'))
 *     if (refused(answer)) console.error(answer.message, answer.next)
 */
export type { Callbacks } from './callbacks.ts'
export type { AuthClient, Explanation } from './client.ts'
export { createAuthClient } from './create-auth-client.ts'
export type { AuthClientOptions, CallOptions, Outcome } from './options.ts'
export type { Act, AuthorizedRequest } from './request.ts'
