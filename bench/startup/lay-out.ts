/** The command as it is published, installed in a folder of its own, and the home of somebody who is logged in. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret } from '@latchkey/protocol'
import { formatIdentifier, mintMacaroon, writeToken } from '@latchkey/tokens'
import { loginName } from '../../packages/client/src/credential.ts'
import { openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'
import { run } from '../../scripts/run.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const origin = 'https://packages.example.com'

export interface Laid extends AsyncDisposable {
  readonly command: string
  /** What git writes to its helper. */
  readonly gitQuestion: string
  /** A module that imports the library, and one that imports nothing. */
  readonly importer: string
  readonly empty: string
  /** Undefined where it is not installed: npm test installs it. */
  readonly oldestNode: string | undefined
  readonly environment: Readonly<Record<string, string>>
}

export async function layOut(): Promise<Laid> {
  const { status, output } = await run(process.execPath, [join(repository, 'scripts/build.ts'), 'cli'])
  if (status !== 0) throw new Error(output)
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const modules = join(folder, 'node_modules')
  for (const name of ['tokens', 'protocol', 'client', 'cli']) {
    const from = join(repository, 'packages', name)
    const published: { readonly name: string; readonly files: readonly string[] } = JSON.parse(
      readFileSync(join(from, 'package.json'), 'utf8'),
    )
    for (const part of ['package.json', ...published.files])
      cpSync(join(from, part), join(modules, published.name, part), { recursive: true })
  }
  cpSync(join(repository, 'node_modules/oauth4webapi'), join(modules, 'oauth4webapi'), { recursive: true })
  const [importer, empty] = [join(folder, 'importer.mjs'), join(folder, 'empty.mjs')]
  writeFileSync(importer, "import '@latchkey/client'\n")
  writeFileSync(empty, '\n')
  const oldestNode = join(repository, 'test/node-20/node_modules/node/bin/node')
  return {
    ...{ importer, empty, command: join(modules, 'latchkey/bin/latchkey.js') },
    oldestNode: existsSync(oldestNode) ? oldestNode : undefined,
    gitQuestion: 'protocol=https\nhost=packages.example.com\npath=git/acme/widget.git\n\n',
    environment: { LATCHKEY_CONFIG: await logIn(join(folder, 'home')) },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true })
    },
  }
}

async function logIn(folder: string): Promise<string> {
  const identifier = formatIdentifier({
    kind: 'login',
    kid: 'a',
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    generation: 0,
  })
  const rootKey = new Uint8Array(32).fill(7)
  const token = writeToken(mintMacaroon({ rootKey, identifier, location: 'packages.example.com' }))
  const { store } = openStore({ folder, machine: thisMachine() })
  await store.change(() => ({
    [loginName(origin)]: {
      ...{ origin, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
      ...{ scopes: ['api', 'repositories'], receivedAt: Date.now(), expiresAt: Date.now() + 86_400_000 },
      ...{ token: new Secret(token), refreshToken: new Secret('a refresh token') },
    },
  }))
  mkdirSync(folder, { recursive: true })
  const settings = { version: 1, current: { registry: origin }, known: [{ registry: origin }] }
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 })
  return folder
}
