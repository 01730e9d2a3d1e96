/** `latchkey-server repository unreserve`: gives reserved names up. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { findRepository } from './repository.ts'

export const command = defineCommand({
  name: 'repository unreserve',
  about:
    'Gives reserved names up, all of them or none. Where the repository has no such package either, clients are sent to\n' +
    'its public index for them from now on.',
  examples: ["npx latchkey-server repository unreserve pypi:acme 'acme-*' --json"],
  operands: ['ECOSYSTEM:ORGANIZATION', 'NAME...'],
  options: {},
  async run(_, terminal, [place = '', ...names]) {
    return withExistingRooms(terminal.environment, async rooms => {
      const repository = await findRepository(rooms, place)
      if (refused(repository)) return repository
      const released = await rooms.repositories.release(repository, names, operator)
      if (refused(released)) return released
      return { data: { repository: place, released }, text: `Not reserved any more: ${released.join(', ')}` }
    })
  },
})
