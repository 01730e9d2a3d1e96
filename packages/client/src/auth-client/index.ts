/**
 * One wrapper around a host's requests.
 *
 * Laws: a budget is finite: one forced refresh, one login, three codes; no lock is held while the caller's function
 * runs; in CI, and where nobody sits, nothing asks and nothing waits; what goes wrong is a value that names the next
 * command.
 *
 *     const answer = await client.withApi('read', request => request.send('api/v1/validate'))
 *     if (refused(answer)) console.error(answer.message, answer.next)
 */
export type { Callbacks, CodePrompt, LogInReason, LoginPrompt } from './callbacks.ts'
export type { AuthClient, Explanation } from './client.ts'
export type { AuthClientOptions, CallOptions, Outcome } from './options.ts'
export type { Act, AuthorizedRequest } from './request.ts'
