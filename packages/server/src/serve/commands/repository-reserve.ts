/** `latchkey-server repository reserve`: names that no fallback is ever asked for, before there is such a package. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { findRepository } from './repository.ts'

export const command = defineCommand({
  name: 'repository reserve',
  about:
    'Keeps names to a repository before it has such packages: clients are never sent to a public index for them.\n' +
    'acme-* stands for all that begin so. Without names it lists those that are reserved.',
  examples: [
    "npx latchkey-server repository reserve pypi:acme 'acme-*' widget",
    'npx latchkey-server repository reserve pypi:acme --json',
  ],
  operands: ['ECOSYSTEM:ORGANIZATION', '[NAME]...'],
  options: {},
  async run(_, terminal, [place = '', ...names]) {
    return withExistingRooms(terminal.environment, async rooms => {
      const repository = await findRepository(rooms, place)
      if (refused(repository)) return repository
      if (names.length > 0) {
        const reserved = await rooms.repositories.reserve(repository, names, operator)
        if (refused(reserved)) return reserved
      }
      const reservations = await rooms.repositories.reservations(repository.id)
      return {
        data: { repository: place, reservations },
        text: reservations.length === 0 ? 'Nothing is reserved.' : reservations.join('\n'),
      }
    })
  },
})
