/** The files that this repository is made of. */
import { globSync, readFileSync } from 'node:fs'

/** Files matching any of `patterns`, relative to the root, sorted; never what is installed, built or produced. */
export function files(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { exclude: ['**/node_modules/**', '**/dist/**', 'data/**'] }).sort()
}

export function read(file: string): string {
  return readFileSync(file, 'utf8')
}
