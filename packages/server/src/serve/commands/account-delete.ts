/** `latchkey-server account delete`: for good. */
import { defineCommand, text } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withAccount } from './named-account.ts'

export const command = defineCommand({
  name: 'account delete',
  about:
    'Deletes an account for good: its e-mail address, password, sessions and addresses go, its keys are revoked, and it is\n' +
    'a member and maintainer of nothing. What it published stays. Its id stays in the audit trail, and its name is never\n' +
    'given to another. The last administrator and the last owner of an organization cannot be deleted.',
  examples: ['npx latchkey-server account delete ada --confirm ada'],
  operands: ['NAME'],
  options: { confirm: text('NAME', 'The name once more, as there is no way back.') },
  async run({ confirm }, { environment }, [username = '']) {
    return withAccount(environment, username, async ({ id }, { lockOut }) => {
      if (confirm !== username)
        return refuse(
          'confirmation_required',
          'Nothing was deleted: there is no way back, so the name is asked for twice.',
          `Type: npx latchkey-server account delete ${username} --confirm ${username}`,
        )
      const deleted = await lockOut.delete(id, operator)
      if (refused(deleted)) return deleted
      return {
        data: { account: { id, username, deleted: true } },
        text: `The account "${username}" is deleted.`,
      }
    })
  },
})
