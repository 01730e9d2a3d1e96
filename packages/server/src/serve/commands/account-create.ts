/** `latchkey-server account create`: an account without a browser. */
import { defineCommand, flag, required, text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withRooms } from '../with-rooms.ts'
import { readSecret } from './read-secret.ts'

export const command = defineCommand({
  name: 'account create',
  about: 'Makes an account. The password is read from standard input or a file, never from the command line.',
  examples: [
    'npx latchkey-server account create --username ada --email ada@example.com --administrator < password.txt',
    'npx latchkey-server account create --username bob --email bob@example.com --password-file bob.txt --json',
  ],
  options: {
    username: required('NAME', '1 to 39 of a-z, 0-9 and "-".'),
    email: required('ADDRESS', 'Where the account is told of what happens to it.'),
    administrator: flag('The account runs the server. By that alone it reads and publishes nothing.'),
    'password-file': text('PATH', 'The file that holds the password. Default: standard input.'),
  },
  async run({ username, email, administrator, 'password-file': path }, terminal) {
    const password = await readSecret(terminal, { what: 'password', path })
    if (refused(password)) return password
    return withRooms(terminal.environment, async ({ accounts }) => {
      const account = await accounts.create({ username, email, password, administrator }, operator)
      if (refused(account)) return account
      return {
        data: { account: { id: account.id, username, email, administrator } },
        text: `The account "${username}" is made${administrator ? '; it runs the server' : ''}.`,
      }
    })
  },
})
