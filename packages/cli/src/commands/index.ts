/** Every command of `latchkey`: one line each; the file behind it is loaded when it is typed. */
import { type Listed, listed } from '@latchkey/protocol/command'

export const commands: readonly Listed[] = [
  listed('whoami', 'Say who the registry takes you for', () => import('./whoami.ts'), 'latchkey whoami'),
  listed(
    'token inspect',
    'Say what a token is and what it may do',
    () => import('./token-inspect.ts'),
    'latchkey token inspect < token.txt',
  ),
  listed(
    'token attenuate',
    'Make a narrower token from a token, offline',
    () => import('./token-attenuate.ts'),
    'latchkey token attenuate --expires 15m --package pypi:acme/widget < token.txt',
  ),
]
