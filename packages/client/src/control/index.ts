/**
 * `createControlHandler({ ... })`: what a program uses as its credentials, set, removed and shown over HTTP.
 *
 * 1. Every request passes the gate of the overrides; who asks is the host's to say.
 * 2. A page of another origin cannot ask: by our own name only, and changes as JSON only.
 * 3. No answer holds a token, nor what broke.
 *
 *     const control = createControlHandler({ origin, callerOf, client })
 *     const answer = await control(request)
 */
export type { ControlHandler, Controlled, ControlOptions } from './create-control-handler.ts'
export { createControlHandler, onNode } from './late-control.ts'
