/**
 * Which credential a request goes out with.
 *
 * 1. The first source that has one wins, in the order of one list; empty means unset.
 * 2. What belongs to an origin is used for that origin alone; an untrusted place is sent nothing but its own key.
 * 3. An organization's repository is sent what a login or an exchange gives, never a parent's or a stored key.
 * 4. A source that fails is an error and not an invitation to try the next.
 *
 *     const { credential, candidates } = await resolve({ kind: 'api', permission: 'read' }, options, needs)
 */
export { type EnvironmentToken, environmentToken } from './environment-token.ts'
export { type Candidate, explainCandidates, type Resolved, resolve } from './resolve.ts'
export { type SourceName, sourceNames } from './source-name.ts'
export { variableFor } from './variable-name.ts'
export type { GivenCredentials, ResolveNeeds, ResolveOptions, Wanted } from './wanted.ts'
