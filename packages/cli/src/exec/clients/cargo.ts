/** cargo: `cargo publish`, and whatever fetches. Reads a registry's address and its token from variables. */
import { dirname, join, resolve } from 'node:path'
import type { Client, Doing, Typed } from '../client.ts'
import { readWords, type Words } from '../read-words.ts'
import { passwordAmongWords } from '../refusals.ts'

const valued = {
  ...{ registry: undefined, index: undefined, token: undefined, package: 'p', 'manifest-path': undefined },
  ...{ features: 'F', jobs: 'j', target: undefined, 'target-dir': undefined, config: undefined },
}
/** Of those that change what is there already: `-r` is `--release` elsewhere. */
const valuedThere = { ...valued, vers: undefined, version: undefined, add: 'a', remove: 'r' }
const changing: Readonly<Record<string, 'publish' | 'retire' | 'maintain'>> = {
  ...{ publish: 'publish', yank: 'retire', owner: 'maintain' },
}
const reading = [
  'build',
  'b',
  'check',
  'c',
  'test',
  't',
  'run',
  'r',
  'fetch',
  'update',
  'add',
  'install',
  'search',
  'info',
  'doc',
  'generate-lockfile',
  'vendor',
  'tree',
  'package',
]

export const cargo: Client = {
  name: 'cargo',
  ecosystem: 'cargo',
  keeps: /^CARGO_REGISTRIES_\w+_TOKEN$/,
  async doing(typed) {
    const words = readWords(
      typed.words.filter(word => !word.startsWith('+')),
      valued,
    )
    if (words.has('token')) return passwordAmongWords('--token')
    const [command = ''] = words.operands
    const told = words.values('index').map(plain)
    const name = registryName(words, typed)
    const index = typed.environment[`CARGO_REGISTRIES_${name}_INDEX`]
    const where = { told, hinted: index ? [plain(index)] : [] }
    const action = changing[command]
    if (action !== undefined) {
      const named = action === 'publish' ? undefined : crateNamed(typed)
      const what = named === undefined ? await crate(words, typed) : { packages: [named] }
      return { ...what, actions: [action, 'read'], readsAll: true, ...where }
    }
    if (!reading.includes(command)) return undefined
    return { actions: ['read'], packages: [], ...where }
  },
  async equip({ token, place }, typed) {
    if (place === undefined) return { environment: {} }
    const name = registryName(readWords(typed.words, valued), typed)
    return {
      environment: {
        [`CARGO_REGISTRIES_${name}_INDEX`]: `sparse+${place.url}`,
        [`CARGO_REGISTRIES_${name}_TOKEN`]: token.expose(),
        [`CARGO_REGISTRIES_${name}_CREDENTIAL_PROVIDER`]: 'cargo:token',
        ...(name === unnamed && { CARGO_REGISTRY_DEFAULT: 'latchkey' }),
      },
    }
  },
}

const unnamed = 'LATCHKEY'

/** As it stands in variables: that of `--registry`, else the default of the environment, else one for this run. */
function registryName(words: Words, { environment }: Pick<Typed, 'environment'>): string {
  const named = words.values('registry').at(-1) ?? (environment['CARGO_REGISTRY_DEFAULT'] || 'latchkey')
  return named.toUpperCase().replaceAll('-', '_')
}

function plain(index: string): string {
  return index.replace(/^sparse\+/, '')
}

/** `other` of `cargo yank other@1.2.3`; whoever names none means the one of `Cargo.toml`. */
function crateNamed({ words }: Pick<Typed, 'words'>): string | undefined {
  const [, name] = readWords(words, valuedThere).operands.filter(word => !word.startsWith('+'))
  return name?.split('@', 1)[0]
}

/** What `Cargo.toml` says beyond doubt; of a workspace's, or of several, nothing. */
async function crate(words: Words, typed: Typed): Promise<Pick<Doing, 'packages' | 'versions'>> {
  if (words.has('package') || words.has('workspace')) return { packages: [] }
  const manifest = words.values('manifest-path').at(-1) ?? 'Cargo.toml'
  const folder = resolve(typed.folder, dirname(manifest))
  const bytes = await typed.readFile(join(folder, 'Cargo.toml')).catch(() => new Uint8Array())
  const [, table = ''] =
    /^\[package\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(new TextDecoder().decode(bytes)) ?? []
  const field = (name: string) => new RegExp(`^${name}\\s*=\\s*"([^"\\\\]+)"`, 'm').exec(table)?.[1]
  const [name, version] = [field('name'), field('version')]
  return name === undefined
    ? { packages: [] }
    : { packages: [name], ...(version !== undefined && { versions: [version] }) }
}
