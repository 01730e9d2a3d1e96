/** What the machine gives to every room: the clock, randomness, hashing. Only `serve/` makes the real ones. */
export type { Clock } from './clock.ts'
export { type Language, readLanguage, spoken } from './language.ts'
export { isLoopback } from './loopback.ts'
export { newId, newSecretText, type RandomBytes } from './random.ts'
export { sha256 } from './sha256.ts'
