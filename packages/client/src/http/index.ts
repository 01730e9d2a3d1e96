/**
 * The way out: every request of this library, those of its callers included.
 *
 * 1. A credential goes to its own origin and path alone, and is lost for good at the first redirect that leaves them;
 *    of all other headers only those go elsewhere that say which answer is wanted.
 * 2. No credential goes out unencrypted, but to this machine; https never turns into http; what was to be sent never goes to another origin.
 * 3. Nothing waits, follows or reads without end.
 * 4. What goes wrong on the way is a value, and is never taken for a "no". No message quotes what was sent.
 *
 *     const answer = await http.send({ url }, { origin, pathPrefix: '/', headers: { authorization } })
 *     if (refused(answer)) return answer
 */
export { isPrivate, mayCarry, placeOf, readAddress } from './address.ts'
export { BodyInterrupted } from './body.ts'
export { type Challenge, parseChallenges } from './challenge.ts'
export { createHttp } from './create-http.ts'
export type { Attachment, Http, OutgoingRequest } from './http.ts'
export { type ProxySettings, proxiedFetch } from './proxied-fetch.ts'
export { readJson } from './read-json.ts'
export { userAgent } from './user-agent.ts'
