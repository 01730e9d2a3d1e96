/** `latchkey key tighten`: a key of one's own is held to more than it was. */
import { defineCommand } from '../command.ts'
import { tightenKey, tightenOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'key tighten',
  about:
    'Restricts a key further, at once and with every token made from it. What is said here and what it was held to before\n' +
    'must both allow it; nothing is ever allowed again. Its text stays.',
  examples: [
    '# From now on this package alone',
    'latchkey key tighten ci --package pypi:acme/widget',
    'latchkey key tighten ci --network 10.0.0.0/8 --expires 7d',
  ],
  operands: ['NAME|ID'],
  options: tightenOptions,
  run: async (options, desk, [word = '']) => tightenKey({ ...options, word }, desk),
})
