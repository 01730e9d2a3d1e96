/** What is narrowed: what the registry’s client finds, what a file holds, or a token of PyPI that the program has. */
import type { AuthClientOptions } from '@latchkey/client'
import { Secret } from '@latchkey/protocol'
import { inspect, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { readFile } from '../read-file.ts'
import type { Client } from './client.ts'

export type Means =
  | { readonly kind: 'registry'; readonly more: Partial<AuthClientOptions> }
  /** Narrowed to what PyPI understands, and sent wherever the program sends it. */
  | { readonly kind: 'pypi'; readonly token: Secret }

export interface MeansAsked {
  readonly 'key-file'?: string | undefined
  /** Where one is named, a token of PyPI in the environment is not meant. */
  readonly repository?: string | undefined
}

export async function readMeans(
  desk: Desk,
  { 'key-file': path, repository }: MeansAsked,
  { passwords = [] }: Pick<Client, 'passwords'>,
): Promise<Means | Refusal> {
  if (path === undefined) {
    const held = passwords.map(name => desk.environment[name]?.trim()).find(Boolean)
    const isMeant = held !== undefined && repository === undefined && isOfPypi(held)
    return isMeant ? { kind: 'pypi', token: new Secret(held) } : { kind: 'registry', more: {} }
  }
  const bytes = await readFile(desk, path)
  if (refused(bytes)) return bytes
  const text = new TextDecoder().decode(bytes).trim()
  if (text === '') return empty
  const key = new Secret(text)
  if (isOfPypi(text)) return { kind: 'pypi', token: key }
  return { kind: 'registry', more: { sources: ['explicit'], explicit: { api: key, repository: key } } }
}

function isOfPypi(text: string): boolean {
  const inspection = inspect(text)
  return !refused(inspection) && inspection.issuer === 'pypi'
}

const empty = refuse('no_token', 'The key’s file is empty.', 'Write the key into it, alone.')
