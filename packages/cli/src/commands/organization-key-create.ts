/** `latchkey organization key ORG create`: a key of an organization, which outlasts whoever makes it. */
import { defineCommand } from '../command.ts'
import { createKey, createOptions, roleOption } from '../keys/index.ts'

export const command = defineCommand({
  name: 'organization key ORG create',
  about:
    'Makes a key that belongs to an organization and not to a person, and prints its text, once, on standard output. Its\n' +
    'role is no higher than yours; what is named here it may do, as far as that role goes.',
  examples: [
    '# A key for CI: publish one package, read the others',
    'latchkey organization key acme create ci --package pypi:acme/widget --repository pypi:acme --output ~/ci.key',
  ],
  operands: ['NAME'],
  options: { ...roleOption, ...createOptions },
  run: async (options, desk, [organization = '', name = '']) =>
    createKey({ ...options, organization, name }, desk),
})
