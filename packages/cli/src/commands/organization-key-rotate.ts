/** `latchkey organization key ORG rotate`: another key in the place of one of an organization. */
import { defineCommand } from '../command.ts'
import { rotateKey, rotateOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'organization key ORG rotate',
  about:
    'Makes the key that takes the place of one of an organization, with the same name, role and restrictions, and prints its\n' +
    'text, once, on standard output. The old one works a day more, or as long as you say, and never longer than it would have.',
  examples: [
    'latchkey organization key acme rotate ci --output ~/ci.key --force',
    '# The old one leaked: it dies at once',
    'latchkey organization key acme rotate ci --overlap 0',
  ],
  operands: ['NAME|ID'],
  options: rotateOptions,
  run: async (options, desk, [organization = '', word = '']) =>
    rotateKey({ ...options, organization, word }, desk),
})
