/** From a value to bytes. */
import type { TermInput } from './term.ts'

export function encodeTerm(_value: TermInput): Uint8Array {
  throw new Error('Not yet.')
}
