/**
 * What was asked for on the command line, as caveats.
 *
 * 1. One file for each issuer that is understood; what its language has no words for is refused.
 *
 *     const caveats = await forLatchkey(narrowing, terminal)
 */
export { forLatchkey } from './for-latchkey.ts'
export { forPypi } from './for-pypi.ts'
