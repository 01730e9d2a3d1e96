/** Randomness for tests that need nothing but difference. */
import { randomBytes } from 'node:crypto'

export function random(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length))
}
