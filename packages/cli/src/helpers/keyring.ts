/**
 * What pip and uv ask the program `keyring`, and how it is answered: the command line of Python's keyring, as far as they
 * use it (`keyring get SERVICE USERNAME`, `keyring get --mode creds --output json SERVICE`).
 */
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Below, repositoryIn } from './below.ts'
import type { Doing, HandedOut } from './hand-out.ts'
import { anyUsername } from './known.ts'
import { isPlain } from './request.ts'

export interface KeyringRequest {
  readonly service: string
  readonly username?: string
  readonly mode: 'password' | 'creds'
  readonly output: 'plain' | 'json'
}

export interface KeyringOptions {
  readonly mode?: string | undefined
  readonly output?: string | undefined
}

export function readKeyringRequest(
  [operation = '', service = '', username]: readonly string[],
  { mode = 'password', output = 'plain' }: KeyringOptions,
): KeyringRequest | Refusal {
  if (operation !== 'get') return keepsNothing
  if ((mode !== 'password' && mode !== 'creds') || (output !== 'plain' && output !== 'json')) return usage
  if (service === '' || (username === undefined && mode === 'password')) return usage
  if (![service, username ?? ''].every(isPlain)) return usage
  return { service, mode, output, ...(username !== undefined && { username }) }
}

export function keyringAnswer({ token }: HandedOut, { username, mode, output }: KeyringRequest): string {
  const password = token.expose()
  const name = username ?? anyUsername
  if (output === 'json')
    return `${JSON.stringify(mode === 'creds' ? { username: name, password } : { password })}\n`
  return mode === 'creds' ? `${name}\n${password}\n` : `${password}\n`
}

/** What is below the address that uploads go to is for uploads; everything else of a repository is read. */
export function pypiDoing(below: Below): Doing | undefined {
  const target = repositoryIn(below)
  const [ecosystem, , folder] = below
  if (ecosystem !== 'pypi' || target === undefined) return undefined
  return folder === 'legacy'
    ? { actions: ['publish'], target, expires: '15m' }
    : { actions: ['read'], target, expires: '30m' }
}

const usage: Refusal<'usage'> = refuse(
  'usage',
  'That is nothing that pip or uv ask a keyring.',
  'Type: latchkey helper pip --help',
)

const keepsNothing: Refusal<'keeps_nothing'> = refuse(
  'keeps_nothing',
  'Latchkey answers "get" only: it keeps logins of its own, and nothing for other programs.',
  'To log in: latchkey login. To log out: latchkey logout.',
)
