/** Which client was typed: by its program's name, wherever it lies, or as a module of Python. */
import { basename } from 'node:path'
import type { Client } from './client.ts'
import { clients } from './clients/index.ts'

export interface Found {
  readonly client: Client
  /** Those after its name. */
  readonly words: readonly string[]
}

export function findClient([program = '', ...words]: readonly string[]): Found | undefined {
  const name = nameOf(program)
  if (/^(python|pypy)(\d+(\.\d+)?)?$/.test(name)) {
    const at = words.indexOf('-m')
    const client = at < 0 ? undefined : clientCalled(words[at + 1] ?? '')
    return client && { client, words: words.slice(at + 2) }
  }
  const client = clientCalled(name)
  return client && { client, words }
}

function clientCalled(name: string): Client | undefined {
  return clients.find(client => client.name === name || client.otherwise?.test(name))
}

/** Windows calls them `twine.exe`, `npm.cmd`. */
function nameOf(program: string): string {
  return basename(program).replace(/\.(exe|cmd|bat)$/i, '')
}
