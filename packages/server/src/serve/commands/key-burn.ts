/** `latchkey-server key burn`: a token that leaked is killed by its text, which is read, never typed as an argument. */
import { defineCommand, text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import type { Burned } from '../../keys/index.ts'
import { type BurnedLogin, loginName } from '../../logins/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { keyData } from './key-data.ts'
import { readSecret } from './read-secret.ts'

export const command = defineCommand({
  name: 'key burn',
  about:
    'Kills a token by its text, beside a running server too. The text of a key revokes the key; a token that was made\n' +
    'from one dies with all that was made from it, and its key lives. Likewise of a login. The text is read from standard input or a file.',
  examples: [
    'npx latchkey-server key burn < leaked.txt',
    'npx latchkey-server key burn --token-file leaked.txt',
  ],
  options: { 'token-file': text('PATH', 'The file that holds the token. Default: standard input.') },
  insteadOfOperands: 'Pipe the token in, so that nobody sees it in the list of processes.',
  async run({ 'token-file': path }, terminal) {
    const token = await readSecret(terminal, { what: 'token', path })
    if (refused(token)) return token
    return withExistingRooms(terminal.environment, async ({ credentials }) => {
      const burned = await credentials.burn(token, operator)
      if (refused(burned)) return burned
      return 'key' in burned ? keyBurned(burned) : loginBurned(burned)
    })
  },
})

function keyBurned({ key, whole }: Burned) {
  return {
    data: { key: keyData(key), whole },
    text: whole
      ? `That was the key "${key.name}": it is revoked, with all that was made from it.`
      : `That token is dead, with all that was made from it. The key "${key.name}" that it came from is not.`,
  }
}

function loginBurned({ login, whole }: BurnedLogin) {
  const name = loginName(login)
  return {
    data: { login: { id: login.id, name }, whole },
    text: whole
      ? `That was a token of the login "${name}": it is ended, with all that was made from it.`
      : `That token is dead, with all that was made from it. The login "${name}" that it came from is not.`,
  }
}
