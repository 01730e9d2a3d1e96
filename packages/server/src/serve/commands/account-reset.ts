/** `latchkey-server account reset`: lets somebody in again who lost the password, or the second factor. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { readConfiguration } from '../configuration.ts'
import { withAccount } from './named-account.ts'

export const command = defineCommand({
  name: 'account reset',
  about:
    'Makes a link with which the person sets a new password. It works once, for a day, and takes the place of the former\n' +
    'one. Every browser is signed out, now and when the password is set; every login ends when it is set; keys go on\n' +
    'working. The person is told by mail, without the link: give it to them yourself. With --second-factor the person may\n' +
    'take the second factor away with it.',
  examples: [
    'npx latchkey-server account reset ada --link',
    'npx latchkey-server account reset ada --link --json',
    '# The phone is lost, and the recovery codes with it',
    'npx latchkey-server account reset ada --link --second-factor',
  ],
  operands: ['NAME'],
  options: {
    link: flag('Print the link.'),
    'second-factor': flag('Let the person take the second factor away with it.'),
  },
  async run({ link, 'second-factor': secondFactor }, { environment }, [username = '']) {
    if (!link)
      return refuse(
        'usage',
        'Say how the account is reset.',
        `Type: npx latchkey-server account reset NAME --link`,
      )
    const configuration = readConfiguration(environment)
    if (refused(configuration)) return configuration
    const { origin } = configuration
    if (origin === undefined)
      return refuse(
        'origin_unknown',
        'It is not known where the server is.',
        'Set LATCHKEY_ORIGIN to its origin.',
      )
    return withAccount(environment, username, async (account, { lockOut }) => {
      const secret = await lockOut.makeResetLink(account.id, operator, { secondFactor })
      if (refused(secret)) return secret
      const url = `${origin}/reset/${secret.expose()}`
      return {
        data: { account: { id: account.id, username }, link: url },
        text: url,
        note: `Give it to ${username}. It works once, for a day.`,
      }
    })
  },
})
