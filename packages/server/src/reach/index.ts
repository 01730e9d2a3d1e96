/**
 * Reach: who, and which key or login, can read, publish or delete one package. For telling, never for doing.
 *
 * 1. No rule of its own: rows are read, and `access/` decides about each as it would if it were presented now.
 * 2. A key that can do it from somewhere, with some version, reaches: what it is held to is shown beside it.
 * 3. Bounded: a page looks at so many rows and says at how many, whatever came of them.
 * 4. It tells of an organization's people and keys, and of its maintainers and what is theirs. Whoever else may read what is
 *    public is everybody, and is not listed.
 *
 *     const reach = createReach({ store, clock, origin, standing: repositories, logins })
 *     const { items, looked, next } = await reach.keys(place, { of: 'people' })
 */
export { createReach, type Reach, type ReachOptions, type ReachPage } from './reach.ts'
export type { ReachingCredential, ReachingPerson, ReachPlace } from './reaching.ts'
export type { Certainty, May } from './what-it-may.ts'
