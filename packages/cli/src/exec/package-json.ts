/** What a folder's `package.json` says that is published from it. */
import { join, resolve } from 'node:path'
import type { Doing, Typed } from './client.ts'
import { iniValue } from './ini-value.ts'

type Place = Pick<Typed, 'folder' | 'readFile' | 'environment'>

/** `target`: the folder or the tarball that is published; the folder it is typed in unless told. */
export async function doingPublish(target: string | undefined, typed: Place): Promise<Doing> {
  const folder = resolve(typed.folder, target ?? '.')
  const { name, version, publishConfig } = fields(await read(join(folder, 'package.json'), typed))
  const { registry } = fields(publishConfig)
  const packages = typeof name === 'string' ? [name] : []
  return {
    // Which version is the latest is read before one is published.
    actions: ['publish', 'read'],
    packages,
    ...(packages.length > 0 && typeof version === 'string' && { versions: [version] }),
    ...(typeof registry === 'string' && { told: [registry] }),
    hinted: await setRegistry(packages[0], folder, typed),
  }
}

/** What its settings say for a name of that scope, nearest first: the environment, the project. */
export async function setRegistry(
  name: string | undefined,
  folder: string,
  typed: Place,
): Promise<readonly string[]> {
  const [, scope] = /^(@[^/]+)\//.exec(name ?? '') ?? []
  const project = await read(join(folder, '.npmrc'), typed)
  const scoped = scope && iniValue(project, undefined, `${scope}:registry`)
  const { environment } = typed
  const set =
    scoped ||
    environment['npm_config_registry'] ||
    environment['NPM_CONFIG_REGISTRY'] ||
    iniValue(project, undefined, 'registry')
  return set ? [set] : []
}

async function read(path: string, { readFile }: Place): Promise<string> {
  return new TextDecoder().decode(await readFile(path).catch(() => new Uint8Array()))
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? { ...value } : {}
  try {
    return fields(JSON.parse(value) ?? {})
  } catch {
    return {}
  }
}
