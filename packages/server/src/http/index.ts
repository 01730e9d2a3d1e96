/**
 * HTTP/1.1 as it is on the wire.
 *
 * 1. What is decided on is what was sent: a path is read by `readPath`, which tidies nothing and refuses what is odd.
 * 2. A refused upload is refused before its body where the client lets us (`Expect: 100-continue`); otherwise the
 *    client gets to send it, so that it sees the reason and not a reset connection.
 * 3. Nothing that a stranger sends stops the server, fills its memory or shows a stack trace.
 *
 *     const listener = await listen({ handle, host: '127.0.0.1', port: 7420, trustedProxies: [], log, clock, random, uploadLimit })
 *     await listener.close(10_000)
 */
export { type Fetch, type FetchContext, type FetchHandlerOptions, toFetchHandler } from './fetch-handler.ts'
export { type RawHeaders, rawHeaders } from './headers.ts'
export { type Certificate, type Listener, type ListenOptions, listen } from './listen.ts'
export type { Log } from './log.ts'
export { createMatcher, type Matcher, type PathMatch, type PathParameters } from './match-path.ts'
export { createNetworks, type Networks } from './networks.ts'
export { refuseNull } from './null-character.ts'
export type { Notes, Observation, Observe } from './observation.ts'
export { plainAnswer } from './plain-answer.ts'
export type { Handler, RawRequest, RawResponse, SayNo } from './raw.ts'
export { readBody } from './read-body.ts'
export { type RequestPath, readPath } from './read-path.ts'
export { statusOf } from './status.ts'
