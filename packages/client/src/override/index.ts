/**
 * What a running program is told to use instead (W1-W7, W17).
 *
 * 1. Looked at first, by exact origin, at every request; a token for one registry is never that of another.
 * 2. Nobody changes anything whom the gate does not let; no token is installed that its registry refuses.
 * 3. It lives in this process alone, and is never written down.
 *
 *     await overrides.set('https://packages.example.com', token, { lifetime: 3_600_000 })
 */
export type { IsAllowed, OverrideChange, OverrideOptions, Overrides } from './overrides.ts'
