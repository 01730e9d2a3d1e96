/** The distributions that an upload sends, as far as their names tell. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { Doing, Typed } from './client.ts'
import { readDistribution } from './distribution.ts'

/** Everything that is sent, or nothing: a token for half of the files would let an upload fail halfway. */
export async function doingUpload(
  words: readonly string[],
  typed: Pick<Typed, 'folder'>,
): Promise<Pick<Doing, 'actions' | 'packages' | 'versions' | 'files'>> {
  const files = (await Promise.all(words.map(word => found(word, typed)))).flat()
  // Sent beside the file that they sign, in its request.
  const sent = files.filter(file => !/\.(asc|attestation)$/.test(file))
  const read = sent.map(readDistribution)
  const known = read.filter(each => each !== undefined)
  if (sent.length === 0 || known.length < sent.length) return { actions: ['publish'], packages: [] }
  const versions = known.flatMap(({ version }) => version ?? [])
  return {
    actions: ['publish'],
    packages: unique(known.map(each => each.package)),
    ...(versions.length === known.length && { versions: unique(versions) }),
    files: sent,
  }
}

/** Clients expand patterns that the shell left as they are: those of a file's name are understood here. */
async function found(word: string, { folder }: Pick<Typed, 'folder'>): Promise<readonly string[]> {
  const path = isAbsolute(word) ? word : resolve(folder, word)
  if (!/[*?]/.test(basename(word)) || word.includes('[')) return [path]
  const pattern = basename(word)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const names = await readdir(dirname(path)).catch(() => [])
  const matching = names.filter(name => new RegExp(`^${pattern}$`).test(name) && !name.startsWith('.'))
  return matching.map(name => join(dirname(path), name))
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
