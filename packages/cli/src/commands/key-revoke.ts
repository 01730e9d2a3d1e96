/** `latchkey key revoke`: keys of one's own and every token that was made from them are refused from now on. */
import { defineCommand } from '../command.ts'
import { revokeKeys, revokeOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'key revoke',
  about:
    'Revokes keys: all of them, or none where one is unknown. Every token that was made from them dies with them. You are\n' +
    'asked first; where nobody can be asked, say --yes.',
  examples: ['latchkey key revoke ci laptop', '# In a script', 'latchkey key revoke ci --yes'],
  operands: ['NAME|ID...'],
  options: revokeOptions,
  run: async (options, desk, words) => revokeKeys({ ...options, words }, desk),
})
