/**
 * `createControlHandler({ ... })`: set, remove and status over HTTP.
 *
 * 1. Every request passes the permission gate of the overrides; who asks is the host's to say.
 * 2. A page of another origin cannot ask: JSON only, and no request that a form could send.
 * 3. No answer holds a token.
 */
export type { ControlHandler, ControlOptions } from './control.ts'
