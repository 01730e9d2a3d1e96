/**
 * Making a token narrower: offline, by whoever holds it.
 *
 * 1. Only ever narrower: what is asked for is added to what the token says already.
 * 2. What its issuer has no words for is refused, never left out.
 * 3. What cannot be narrowed is not handed on as it is.
 *
 *     const narrow = await narrowed(token, { ...asItIs, package: ['pypi:acme/widget'], expires: '5m' }, desk)
 *     if (refused(narrow)) return narrow
 */
export { forLatchkey } from './for-latchkey.ts'
export { type Narrowed, narrowed } from './narrowed.ts'
export { asItIs, type Narrowing, readAll } from './narrowing.ts'
export { narrowingOptions } from './options.ts'
