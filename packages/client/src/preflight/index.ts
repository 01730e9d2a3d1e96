/**
 * `may(login, { action: 'publish', target: 'pypi:acme/widget', version: '1.2.3' })`: yes or no, why, and whether a code
 * will be asked for.
 *
 * 1. The registry decides, as it would decide the request itself; nothing is guessed here, and nothing used up there.
 * 2. A registry that cannot be reached, or cannot tell, is an error, and not a no.
 */
export { createMay, type May, type MayAnswer, type Wanted } from './may.ts'
