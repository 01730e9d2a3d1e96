/** `latchkey-server key revoke`: keys and every token that was made from them are refused from now on. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { withExistingRooms } from '../with-rooms.ts'
import { keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key revoke',
  about:
    'Revokes keys by their ids, beside a running server too: all of them, or none where one is unknown. Every token that\n' +
    'was made from them dies with them.',
  examples: [
    '# The id stands in the list',
    'npx latchkey-server key revoke 3q2-7wAAAAAAAAAAAAAAAA',
    'npx latchkey-server key revoke 3q2-7wAAAAAAAAAAAAAAAA u_7aAAAAAAAAAAAAAAAAAA --json',
  ],
  operands: ['ID...'],
  options: {},
  async run(_, terminal, ids) {
    return withExistingRooms(terminal.environment, async ({ keys }) => {
      const revoked = await keys.revokeMany(ids, 'local command')
      if (refused(revoked)) return revoked
      return {
        data: { keys: revoked.map(keyData) },
        text: revoked
          .map(({ name }) => `The key "${name}" is revoked, with all that was made from it.`)
          .join('\n'),
      }
    })
  },
})
