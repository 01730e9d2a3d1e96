/**
 * What is asked of an authorization server, and how its answers are told apart.
 *
 * 1. A definite no is one thing; a server that cannot be reached, is too busy or answers nonsense another.
 * 2. A secret is sent in a body, encrypted or within this machine, and follows no redirect.
 * 3. What the server says of itself is shown, without what was sent there.
 *
 *     const tokens = await askForTokens(house, { endpoints, grant: 'refresh_token', parameters })
 *     if (isNo(tokens) && tokens.code === 'invalid_grant') ...
 */
export { ask, type Question, serverOf } from './ask.ts'
export { askForTokens, type TokenQuestion, type Tokens } from './ask-for-tokens.ts'
export type { Asking, House } from './house.ts'
export { isDefinite, isNo, type Later, laterOf, type No, readable } from './no.ts'
