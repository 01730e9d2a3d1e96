/**
 * Erlang's external term format, as far as values go: what Hex's clients and servers speak.
 *
 * 1. Unknown means no: atoms but `nil`, `true` and `false`, tuples, compressed terms, functions, processes and references
 *    refuse, and say which. So does what is left over at the end.
 * 2. Time and memory are in proportion to the bytes that came, whatever sizes they claim.
 *
 *     encodeTerm({ name: 'vm', permissions: [{ domain: 'api' }] })
 *     const term = decodeTerm(bytes)
 *     if (refused(term)) return term
 */
export { decodeTerm } from './decode-term.ts'
export { encodeTerm } from './encode-term.ts'
export type { Term, TermCode, TermInput, TermLimits, TermMap } from './term.ts'
