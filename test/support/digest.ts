/** A file's digest, as tokens name it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** `sha256:` and 64 lower-case hexadecimal digits. */
export function digestOf(file: string): string {
  return `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`
}
