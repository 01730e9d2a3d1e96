/** `latchkey-server key revoke`: the key and every token that was made from it are refused from now on. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { withRooms } from '../with-rooms.ts'
import { keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key revoke',
  about:
    'Revokes a key by its id, beside a running server too. Every token that was made from it dies with it.',
  examples: ['# The id stands in the list', 'npx latchkey-server key revoke 3q2-7wAAAAAAAAAAAAAAAA'],
  operands: ['ID'],
  options: {},
  async run(_, terminal, [id = '']) {
    return withRooms(terminal.environment, async ({ keys }) => {
      const key = await keys.revoke(id, 'local command')
      if (refused(key)) return key
      return {
        data: { key: keyData(key) },
        text: `The key "${key.name}" is revoked, with all that was made from it.`,
      }
    })
  },
})
