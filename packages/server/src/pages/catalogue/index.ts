/**
 * The catalogue: every sentence that the pages say, in every language that they speak.
 *
 * 1. Nothing outside of it is language: a test renders every page in a made-up one and looks for what is left.
 * 2. English is the type; German and what follows are held to it, with every part that a sentence is given.
 * 3. Names, dates and numbers are parts of a sentence, handed to a function: languages put them in different places.
 *
 *     const { words } = visit
 *     html`<h1>${words.home.hello(username)}</h1>`
 */
export { chooseLanguage } from './choose-language.ts'
export { byLanguage, languages } from './languages.ts'
export type { Words } from './words.ts'
