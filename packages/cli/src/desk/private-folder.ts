/** The folder of one run, in which a program finds its credential. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PrivateFolder } from './desk.ts'

/**
 * Makes it, calls `use`, and removes it with all that was put there besides. Up to the call in one go, so that no signal
 * is heard between a file and the program that it is for. Fails where anything is there already: whoever made it could
 * read what is put there.
 */
export async function inPrivateFolder<T>({ path, files }: PrivateFolder, use: () => Promise<T>): Promise<T> {
  mkdirSync(path, { mode: 0o700 })
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true, mode: 0o700 })
      writeFileSync(join(path, name), content, { mode: 0o600, flag: 'wx' })
    }
    return await use()
  } finally {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  }
}
