/**
 * The way out: every request of this library, those of its callers included.
 *
 * Laws: a credential goes to its own origin and path alone, and is lost for good at the first redirect that leaves them;
 * https never turns into http; nothing waits or reads without end; what goes wrong on the way is a value and is never
 * taken for a "no".
 *
 *     const answer = await http.send({ url }, attachment)
 */
export { type Challenge, parseChallenges } from './challenge.ts'
export type { Attachment, Http, OutgoingRequest } from './http.ts'
