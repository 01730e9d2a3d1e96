/** What npm, pnpm and yarn have in common: one set of files, one set of variables. */
import { join } from 'node:path'
import type { Client, Doing, Typed } from './client.ts'
import { privateNpmrc } from './npmrc.ts'
import { doingPublish, setRegistry } from './package-json.ts'
import { readWords } from './read-words.ts'

const valued = {
  ...{ registry: undefined, tag: undefined, access: undefined, otp: undefined, workspace: 'w' },
  ...{ prefix: undefined, userconfig: undefined, filter: 'F', dir: 'C', cwd: undefined },
  ...{ 'new-version': undefined, message: undefined },
}

/** `reads`: the commands that only fetch. */
export const doingNpm =
  (reads: readonly string[]): Client['doing'] =>
  async typed => {
    const words = readWords(typed.words, valued)
    const operands = words.operands[0] === 'npm' ? words.operands.slice(1) : words.operands
    const told = words.values('registry').slice(-1)
    if (operands[0] === 'publish') {
      // Of several packages at once, of another folder, or of a tarball, nothing is read here.
      const elsewhere = ['workspace', 'workspaces', 'prefix', 'filter', 'dir', 'cwd', 'recursive', 'r']
      const many = elsewhere.some(option => words.has(option)) || /\.t(ar\.)?gz$/.test(operands[1] ?? '')
      const doing: Doing = many
        ? { actions: ['publish', 'read'], packages: [] }
        : await doingPublish(operands[1], typed)
      return { ...doing, readsAll: true, told: [...told, ...(doing.told ?? [])] }
    }
    if (!reads.includes(operands[0] ?? '')) return undefined
    return {
      actions: ['read'],
      packages: [],
      told,
      hinted: await setRegistry(undefined, typed.folder, typed),
    }
  }

export const equipNpm: Client['equip'] = async ({ token, place, folder, doing }, typed) => {
  if (place === undefined) return { environment: {} }
  const [, scope] = /^(@[^/]+)\//.exec(doing.packages[0] ?? '') ?? []
  return {
    environment: {
      ...withoutCase(typed),
      NPM_CONFIG_USERCONFIG: join(folder, 'npmrc'),
      npm_config_registry: place.url,
      // Of a scope that has a registry of its own in the project.
      ...(scope && { [`npm_config_${scope}:registry`]: place.url }),
    },
    files: { npmrc: await privateNpmrc({ token }, place, typed) },
  }
}

/** These are read whatever their case: one that was set in another would be as good as ours. */
function withoutCase({ environment }: Pick<Typed, 'environment'>): Readonly<Record<string, undefined>> {
  const named = Object.keys(environment).filter(name => /^npm_config_(registry|userconfig)$/i.test(name))
  return Object.fromEntries(named.map(name => [name, undefined]))
}
