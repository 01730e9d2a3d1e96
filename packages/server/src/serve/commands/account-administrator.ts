/** `latchkey-server account administrator`: who runs the server. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { accountData } from './account-data.ts'
import { withAccount } from './named-account.ts'

export const command = defineCommand({
  name: 'account administrator',
  about:
    'Lets an account run the server, or not any more. By that alone it reads and publishes nothing. The last administrator\n' +
    'stays one.',
  examples: [
    'npx latchkey-server account administrator ada --grant',
    'npx latchkey-server account administrator ada --withdraw --json',
  ],
  operands: ['NAME'],
  options: { grant: flag('It runs the server from now on.'), withdraw: flag('It does not any more.') },
  async run({ grant, withdraw }, { environment }, [username = '']) {
    if (grant === withdraw) return refuse('usage', 'Say which.', 'Give --grant or --withdraw.')
    return withAccount(environment, username, async ({ id }, { lockOut }) => {
      const account = await lockOut.setAdministrator(id, grant, operator)
      if (refused(account)) return account
      return {
        data: { account: accountData(account) },
        text: `The account "${username}" ${grant ? 'runs the server' : 'does not run the server'}.`,
      }
    })
  },
})
