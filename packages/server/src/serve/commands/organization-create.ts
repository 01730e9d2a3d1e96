/** `latchkey-server organization create`: an organization and its first owner. */
import { defineCommand, required, text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { unknownAccount } from './owner.ts'

export const command = defineCommand({
  name: 'organization create',
  about:
    'Makes an organization. Its name is in every address of its repositories and is never given to another.',
  examples: ['npx latchkey-server organization create acme --owner ada --display-name "Acme Corporation"'],
  operands: ['NAME'],
  options: {
    owner: required('USERNAME', 'The account that becomes its first owner.'),
    'display-name': text('TEXT', 'How pages call it. Default: its name.'),
  },
  async run({ owner: username, 'display-name': displayName }, terminal, [name = '']) {
    return withExistingRooms(terminal.environment, async ({ accounts, organizations }) => {
      const owner = await accounts.byUsername(username)
      if (!owner) return unknownAccount(username)
      const organization = await organizations.create(
        { name, displayName: displayName ?? name, owner },
        operator,
      )
      if (refused(organization)) return organization
      return {
        data: {
          organization: { id: organization.id, name, displayName: organization.displayName, owner: username },
        },
        text: `The organization "${name}" is made; ${username} owns it.\nNext: npx latchkey-server repository create pypi:${name}`,
      }
    })
  },
})
