/**
 * What a running program is told to use instead.
 *
 * 1. Looked at first, by exact origin, at every request; a token for one registry is never that of another.
 * 2. Nobody changes anything whom the gate does not let; no token is installed that its registry refuses.
 * 3. Of two changes the one that was begun later counts, whichever ends first.
 * 4. It lives in this process alone, and is never written down.
 *
 *     const overrides = createOverrides({ clock, validate, isAllowed })
 *     const status = await overrides.set('https://packages.example.com', token, { lifetime: 3_600_000, caller })
 */
export { createGate, type Gate } from './gate.ts'
export type { Caller, ControlAction, IsAllowed, OverrideChange, OverrideOptions } from './override.ts'
export { createOverrides, type Overrides, type OverridesNeeds } from './overrides.ts'
export { originOf } from './read-override.ts'
