/** `latchkey-server account enable`: an account that was disabled is let in again. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { accountData } from './account-data.ts'
import { withAccount } from './named-account.ts'

export const command = defineCommand({
  name: 'account enable',
  about:
    'Undoes "account disable": the person signs in with the password as before, and keys that have not expired work.',
  examples: ['npx latchkey-server account enable ada'],
  operands: ['NAME'],
  options: {},
  run: (_, { environment }, [username = '']) =>
    withAccount(environment, username, async ({ id }, { lockOut }) => {
      const account = await lockOut.enable(id, operator)
      if (refused(account)) return account
      return {
        data: { account: accountData(account) },
        text: `The account "${username}" is enabled.`,
        note: `If the password is lost: npx latchkey-server account reset ${username} --link`,
      }
    }),
})
