/** `latchkey-server account disable`: nobody signs in to it, and its keys stop. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { accountData } from './account-data.ts'
import { withAccount } from './named-account.ts'

export const command = defineCommand({
  name: 'account disable',
  about:
    'Keeps everybody out of an account, beside a running server too: every browser is signed out, and its keys are refused\n' +
    'within a second. It stays a member of its organizations. The last administrator and the last owner of an organization\n' +
    'cannot be disabled.',
  examples: ['npx latchkey-server account disable ada', 'npx latchkey-server account disable ada --json'],
  operands: ['NAME'],
  options: {},
  run: (_, { environment }, [username = '']) =>
    withAccount(environment, username, async ({ id }, { lockOut }) => {
      const account = await lockOut.disable(id, operator)
      if (refused(account)) return account
      return {
        data: { account: accountData(account) },
        text: `The account "${username}" is disabled.`,
        note: `To undo it: npx latchkey-server account enable ${username}`,
      }
    }),
})
