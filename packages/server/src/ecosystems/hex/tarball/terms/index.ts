/**
 * Erlang terms as text, as far as a package's metadata are made of them: binaries, lists, tuples, whole numbers and
 * the atoms `true`, `false`, `nil` and `undefined`. Whatever else Erlang has is refused and never guessed.
 *
 *     readTerms('{<<"name">>, <<"widget">>}.')   // [tuple(['name', 'widget'])]
 */
export { readTerms, type TermsCode, type TextTerm, Tuple } from './read-terms.ts'
