/**
 * Which credential a request goes out with.
 *
 * Laws: the first source that has one wins, in the order of one list; empty means unset; what belongs to an origin is
 * looked at for that origin alone; a source that fails is an error and not an invitation to try the next.
 *
 *     const { credential, candidates } = await resolve(wanted, options, needs)
 */
export {
  type Candidate,
  type GivenCredentials,
  type Resolved,
  type ResolveNeeds,
  type ResolveOptions,
  type SourceName,
  sourceNames,
  type Wanted,
} from './resolve.ts'
