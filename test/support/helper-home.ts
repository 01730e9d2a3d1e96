/** The home of somebody who is logged in, and on its PATH what git, docker, cargo and pip look for by name. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeSettings } from '../../packages/cli/src/registries/index.ts'
import {
  type Credential,
  loginName,
  openStore,
  refused,
  Secret,
  thisMachine,
} from '../../packages/client/src/index.ts'
import { emptyFolder } from './folder.ts'

export interface HelperHome extends AsyncDisposable {
  readonly folder: string
  /** For programs that are to be answered there. */
  readonly env: Readonly<Record<string, string>>
}

export interface KeptLogin {
  readonly origin: string
  readonly token: string
  readonly refreshToken?: string
  /** Milliseconds from now; half an hour unless told. */
  readonly expiresIn?: number
}

const bin = fileURLToPath(new URL('../../packages/cli/bin', import.meta.url))
const programs = [
  'latchkey',
  'git-credential-latchkey',
  'docker-credential-latchkey',
  'cargo-credential-latchkey',
]

export async function helperHome(login: KeptLogin): Promise<HelperHome> {
  const home = emptyFolder()
  const own = join(home.path, 'bin')
  mkdirSync(own)
  for (const program of programs) symlinkSync(join(bin, `${program}.js`), join(own, program))
  writeFileSync(join(own, 'keyring'), '#!/bin/sh\nexec latchkey helper pip "$@"\n')
  chmodSync(join(own, 'keyring'), 0o755)
  const folder = join(home.path, '.config', 'latchkey')
  await keepLogin(folder, login)
  const PATH = [own, dirname(process.execPath), process.env.PATH].join(delimiter)
  return {
    folder: home.path,
    env: { PATH, HOME: home.path },
    [Symbol.asyncDispose]: home[Symbol.asyncDispose],
  }
}

/** As `latchkey login` leaves it. */
async function keepLogin(folder: string, login: KeptLogin): Promise<void> {
  const { origin, token, refreshToken, expiresIn = 1_800_000 } = login
  const kept: Credential = {
    ...{ origin, pathPrefix: '/', kind: 'login', source: 'login', clientId: 'latchkey' },
    ...{ scopes: ['api', 'repositories'], token: new Secret(token) },
    ...{ receivedAt: Date.now() + expiresIn - 1_800_000, expiresAt: Date.now() + expiresIn },
    ...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
  }
  const { store } = openStore({ folder, machine: thisMachine() })
  const changed = await store.change<never>(() => ({ [loginName(origin)]: kept }))
  if (refused(changed)) throw new Error(changed.message)
  const chosen = { registry: origin }
  await writeSettings(folder, { current: chosen, known: [chosen] })
}
