/** Reads a file that only the user that runs the server may reach. */
import { readFile, stat } from 'node:fs/promises'

/** Its text; `exposed` where other users can reach it, nothing where there is none. */
export async function readOwnersFile(
  path: string,
): Promise<{ readonly text: string } | 'exposed' | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (text === undefined) return undefined
  const { mode } = await stat(path)
  return (mode & 0o077) === 0 ? { text } : 'exposed'
}
