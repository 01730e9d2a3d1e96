/**
 * What is asked of an authorization server, and how its answers are told apart.
 *
 * 1. A definite no is one thing; a server that cannot be reached, is too busy or answers nonsense another.
 * 2. What is sent here carries a secret in its body, so that no redirect is followed.
 *
 *     const tokens = await askForTokens(house, endpoints => ...)
 *     if (refused(tokens)) return tokens
 */
export type { House } from './house.ts'
