/** rebar3: fetches with the key of a repository, and publishes by its plugin rebar3_hex. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Client, Typed } from '../client.ts'
import { readWords } from '../read-words.ts'

const fetching = [
  'get-deps',
  'compile',
  'upgrade',
  'tree',
  'deps',
  'release',
  'eunit',
  'ct',
  'dialyzer',
  'shell',
  'as',
  'do',
  'unlock',
  'lock',
  'plugins',
  'update',
]

export const rebar3: Client = {
  name: 'rebar3',
  ecosystem: 'hex',
  async doing({ words: typed }) {
    const { operands } = readWords(typed, {})
    const [command = '', task = ''] = operands
    if (command === 'hex' && ['publish', 'retire'].includes(task)) {
      return { actions: [task === 'retire' ? 'retire' : 'publish', 'describe', 'read'], packages: [] }
    }
    return fetching.includes(command) ? { actions: ['read'], packages: [] } : undefined
  },
  async equip({ token, place, folder, doing }, typed) {
    if (doing.actions[0] !== 'read') {
      return {
        environment: {
          HEX_API_KEY: token.expose(),
          ...(place && { HEX_API_URL: `${place.registry}hex/api` }),
        },
      }
    }
    if (place === undefined) return { environment: {} }
    const home = typed.environment['REBAR_GLOBAL_CONFIG_DIR'] || typed.environment['HOME'] || homedir()
    const settings = await read(join(home, '.config', 'rebar3', 'rebar.config'), typed)
    const project = await read(join(typed.folder, 'rebar.config'), typed)
    const names = repositoriesOf(place.organization, `${settings}\n${project}`)
    const keys = names.map(name => `<<"${name}">> => #{repo_key => <<"${token.expose()}">>}`)
    return {
      environment: { REBAR_GLOBAL_CONFIG_DIR: folder, REBAR_CACHE_DIR: join(home, '.cache', 'rebar3') },
      files: {
        '.config/rebar3/hex.config': `#{${keys.join(', ')}}.\n`,
        ...(settings !== '' && { '.config/rebar3/rebar.config': settings }),
      },
    }
  },
}

/** `latchkey:acme`, however the server is called there. */
function repositoriesOf(organization: string, settings: string): readonly string[] {
  const named = [...settings.matchAll(/name\s*=>\s*<<"([A-Za-z0-9_.-]+:([a-z0-9-]+))">>/g)]
  return [...new Set(named.flatMap(([, name = '', of]) => (of === organization ? [name] : [])))]
}

async function read(path: string, { readFile }: Pick<Typed, 'readFile'>): Promise<string> {
  return new TextDecoder().decode(await readFile(path).catch(() => new Uint8Array()))
}
