/** From bytes to a term. */
import type { Refusal } from '@latchkey/tokens'
import type { Term, TermCode, TermLimits } from './term.ts'

export function decodeTerm(_bytes: Uint8Array, _limits?: Partial<TermLimits>): Term | Refusal<TermCode> {
  throw new Error('Not yet.')
}
