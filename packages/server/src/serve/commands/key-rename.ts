/** `latchkey-server key rename`: another name for a key. What it may do stays. */
import { defineCommand, required } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { withExistingRooms } from '../with-rooms.ts'
import { keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key rename',
  about: 'Gives a key another name. What it may do and its text stay as they are.',
  examples: ['npx latchkey-server key rename 3q2-7wAAAAAAAAAAAAAAAA --name "release workflow"'],
  operands: ['ID'],
  options: { name: required('TEXT', 'How lists call the key.') },
  async run({ name }, terminal, [id = '']) {
    return withExistingRooms(terminal.environment, async ({ keys }) => {
      const key = await keys.rename(id, name, 'local command')
      if (refused(key)) return key
      return { data: { key: keyData(key) }, text: `The key is called "${key.name}" now.` }
    })
  },
})
