/**
 * Pointing other programs at a repository: what their files come to say, and how it is undone.
 *
 * 1. Nothing secret is written. A client asks a helper; one that cannot is run with a credential of minutes.
 * 2. What is shown is what is written, and nothing is written that was not shown. No line that is shown holds a secret.
 * 3. Twice is once. What was put there is taken out byte for byte; what somebody changed since stays, and is said.
 * 4. Only files of this person's are touched, as a whole, through links that stay at home, with their permissions.
 *
 *     const prepared = await prepare(desk, { client, place }, await searchSecrets(where), asked)
 *     if (refused(prepared)) return prepared
 *     show(proposal(prepared))
 *     const copies = await apply(desk, prepared)
 */
export { apply } from './apply.ts'
export { clients } from './clients/index.ts'
export { placeAt } from './place.ts'
export { changesAnything, prepare } from './prepare.ts'
export { proposal, report } from './report.ts'
export { secretsInWords } from './secrets/in-words.ts'
export { hasOurs, type Searched, searchSecrets } from './secrets/search.ts'
export { objectionOf } from './served.ts'
