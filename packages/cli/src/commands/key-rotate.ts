/** `latchkey key rotate`: another key in the place of one of one's own. */
import { defineCommand } from '../command.ts'
import { rotateKey, rotateOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'key rotate',
  about:
    'Makes the key that takes the place of one, with the same name and restrictions, and prints its text, once, on standard\n' +
    'output. The old one works a day more, or as long as you say, and never longer than it would have.',
  examples: [
    'latchkey key rotate ci --output ~/ci.key --force',
    '# The old one leaked: it dies at once',
    'latchkey key rotate ci --overlap 0',
  ],
  operands: ['NAME|ID'],
  options: rotateOptions,
  run: async (options, desk, [word = '']) => rotateKey({ ...options, word }, desk),
})
