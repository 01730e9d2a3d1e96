/**
 * Running a client with a credential that can do what it is about to do, for minutes.
 *
 * 1. What its words and files say is what the token says; what they do not tell is narrowed to the repository, and said.
 * 2. A credential is never among the words. It is in the program's environment, or in files that only this person may
 *    read, which are gone when it ended.
 * 3. No other credential of the environment reaches the program, and this one goes nowhere but where it is for.
 * 4. Whoever must be asked is asked before the program begins.
 *
 *     const found = findClient(['twine', 'upload', 'dist/widget-1.0.tar.gz'])
 *     const doing = await found?.client.doing({ ...desk, words: found.words })
 */
export type { Client, Doing, Equipment, Given, RepositoryPlace, Typed } from './client.ts'
export { inWords } from './in-words.ts'
export { type Asked, type Prepared, prepare } from './prepare.ts'
