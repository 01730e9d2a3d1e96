/** Narrowing, loaded where a token is narrowed: what reads and writes tokens is a quarter of this library. */
import { late } from '../late.ts'

export const attenuateForRequest = late(async () => (await import('./attenuate.ts')).attenuateForRequest)
