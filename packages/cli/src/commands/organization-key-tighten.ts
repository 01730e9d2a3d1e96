/** `latchkey organization key ORG tighten`: a key of an organization is held to more than it was. */
import { defineCommand } from '../command.ts'
import { tightenKey, tightenOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'organization key ORG tighten',
  about:
    'Restricts a key of an organization further, at once and with every token made from it. What is said here and what it\n' +
    'was held to before must both allow it; nothing is ever allowed again. Its text stays.',
  examples: [
    '# From now on this package alone',
    'latchkey organization key acme tighten ci --package pypi:acme/widget',
  ],
  operands: ['NAME|ID'],
  options: tightenOptions,
  run: async (options, desk, [organization = '', word = '']) =>
    tightenKey({ ...options, organization, word }, desk),
})
