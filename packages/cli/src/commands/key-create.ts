/** `latchkey key create`: a key of one's own. Its text goes to standard output, once, or to a file. */
import { defineCommand } from '../command.ts'
import { createKey, createOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'key create',
  about:
    'Makes a key and prints its text, once, on standard output. It may do what is named here and nothing else: without\n' +
    '--action, packages are published and repositories read.',
  examples: [
    '# Publish one package, read the others; the text goes to a file that you alone can read',
    'latchkey key create ci --package pypi:acme/widget --repository pypi:acme --output ~/ci.key',
    '# For a week, from one network',
    'latchkey key create laptop --repository pypi:acme --expires 7d --network 10.0.0.0/8',
  ],
  operands: ['NAME'],
  options: createOptions,
  run: async (options, desk, [name = '']) => createKey({ ...options, name }, desk),
})
