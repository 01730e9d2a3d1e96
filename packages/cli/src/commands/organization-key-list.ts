/** `latchkey organization key ORG list`: the keys of an organization, newest first. */
import { defineCommand } from '../command.ts'
import { listKeys, listOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'organization key ORG list',
  about:
    'Lists the keys of an organization, newest first: what each may do, until when, and when, from where and by what it was\n' +
    'last used.',
  examples: ['latchkey organization key acme list', 'latchkey organization key acme list --all --json'],
  options: listOptions,
  run: async (options, desk, [organization = '']) => listKeys({ ...options, organization }, desk),
})
