/** What is narrowed: what the registry’s client finds, a key or token in a file, or a token of PyPI that the program has. */
import type { AuthClientOptions } from '@latchkey/client'
import { Secret } from '@latchkey/protocol'
import { inspect, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { readFile } from '../read-file.ts'
import type { Client } from './client.ts'

export type Means =
  | { readonly kind: 'registry'; readonly more: Partial<AuthClientOptions> }
  /** Narrowed as it is, to what PyPI understands, and sent wherever the program sends it. */
  | { readonly kind: 'pypi'; readonly token: Secret }

export interface MeansAsked {
  readonly 'key-file'?: string | undefined
  readonly 'token-file'?: string | undefined
  /** Where one is named, a token of PyPI in the environment is not meant. */
  readonly repository?: string | undefined
}

export async function readMeans(
  desk: Desk,
  asked: MeansAsked,
  { passwords = [] }: Pick<Client, 'passwords'>,
): Promise<Means | Refusal> {
  if (asked['key-file'] !== undefined) return ofKey(desk, asked['key-file'])
  if (asked['token-file'] !== undefined) return ofToken(desk, asked['token-file'])
  const held = passwords.map(name => desk.environment[name]?.trim()).find(Boolean)
  if (held && asked.repository === undefined && isOfPypi(held))
    return { kind: 'pypi', token: new Secret(held) }
  return { kind: 'registry', more: {} }
}

/** Exchanged before anything is sent; what it is traded for is kept nowhere. */
async function ofKey(desk: Desk, path: string): Promise<Means | Refusal> {
  const key = await secretIn(desk, path)
  if (refused(key)) return key
  if (isOfPypi(key.expose())) return notAKey(path)
  const [{ createMemoryLocks, createMemoryStore }, { clock }] = await Promise.all([
    import('@latchkey/client'),
    desk.machine(),
  ])
  const kept = { store: createMemoryStore(), locks: createMemoryLocks(clock) }
  return {
    kind: 'registry',
    more: { ...kept, sources: ['exchanged'], callbacks: { credentials: () => ({ key }) } },
  }
}

async function ofToken(desk: Desk, path: string): Promise<Means | Refusal> {
  const token = await secretIn(desk, path)
  if (refused(token)) return token
  if (isOfPypi(token.expose())) return { kind: 'pypi', token }
  const explicit = { api: token, repository: token }
  return { kind: 'registry', more: { sources: ['explicit'], explicit } }
}

async function secretIn(desk: Desk, path: string): Promise<Secret | Refusal> {
  const bytes = await readFile(desk, path)
  if (refused(bytes)) return bytes
  const text = new TextDecoder().decode(bytes).trim()
  return text === ''
    ? refuse('no_token', 'The file is empty.', 'Write the key or token into it.')
    : new Secret(text)
}

function isOfPypi(text: string): boolean {
  const inspection = inspect(text)
  return !refused(inspection) && inspection.issuer === 'pypi'
}

function notAKey(path: string): Refusal<'usage'> {
  return refuse(
    'usage',
    'The key is a token of PyPI, which is exchanged for nothing.',
    `Give it as it is: --token-file ${path}`,
  )
}
