/** `latchkey organization key ORG revoke`: keys of an organization and all that was made from them are refused from now on. */
import { defineCommand } from '../command.ts'
import { revokeKeys, revokeOptions } from '../keys/index.ts'

export const command = defineCommand({
  name: 'organization key ORG revoke',
  about:
    'Revokes keys of an organization: all of them, or none where one is unknown. Every token that was made from them dies\n' +
    'with them. You are asked first; where nobody can be asked, say --yes.',
  examples: [
    'latchkey organization key acme revoke ci',
    '# In a script',
    'latchkey organization key acme revoke ci --yes',
  ],
  operands: ['NAME|ID...'],
  options: revokeOptions,
  run: async (options, desk, [organization = '', ...words]) =>
    revokeKeys({ ...options, organization, words }, desk),
})
