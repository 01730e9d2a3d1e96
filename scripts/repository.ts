/** The files that this repository is made of. */
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Files matching any of `patterns`, relative to the root, sorted; never what is installed, built or produced. */
export function files(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], {
    exclude: ['**/node_modules/**', '**/dist/**', '**/.stryker-tmp/**', 'data/**'],
    withFileTypes: true,
  })
    .filter(entry => entry.isFile())
    .map(entry => relative('.', join(entry.parentPath, entry.name)))
    .sort()
}

export function read(file: string): string {
  return readFileSync(file, 'utf8')
}
