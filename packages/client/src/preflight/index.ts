/**
 * `may('publish', 'pypi:acme/widget', '1.2.3')`: yes or no, why, and whether a code will be asked for.
 *
 * 1. The registry decides, by what it would decide the request itself; nothing is guessed here.
 * 2. A registry that cannot be reached is an error, not a no.
 */
export type { May, MayAnswer } from './may.ts'
