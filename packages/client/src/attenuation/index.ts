/**
 * The token of one request: it can do that, for five minutes, there, and nothing else.
 *
 * 1. Only ever narrower: the row of this request, its version, its digests, this origin, an end.
 * 2. What stands before the registry and cannot see a fact would refuse every caveat about it: those are left out.
 * 3. The stored token goes nowhere but to the token endpoint of its issuer; what cannot be narrowed is not sent.
 *
 *     const narrow = await attenuateForRequest(credential, { action: 'publish', target: 'pypi:acme/widget' }, where)
 */
export type { Where } from './attenuate.ts'
export { attenuateForRequest } from './late-attenuate.ts'
export { type Attenuate, attenuatedByDefault, type RequestFacts } from './request-facts.ts'
