/** `latchkey-server client remove`: a program that nobody shall let in any more. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { clientData } from './client-data.ts'

export const command = defineCommand({
  name: 'client remove',
  about:
    'Removes an OAuth client by its id, beside a running server too. Every login of it ends, and with it every token that\n' +
    'was made from one.',
  examples: [
    '# The id stands in the list',
    'npx latchkey-server client remove 3q2-7wAAAAAAAAAAAAAAAA',
    'npx latchkey-server client remove 3q2-7wAAAAAAAAAAAAAAAA --json',
  ],
  operands: ['ID'],
  options: {},
  async run(_, terminal, [id = '']) {
    return withExistingRooms(terminal.environment, async ({ clients }) => {
      const removed = await clients.remove(id, operator)
      if (refused(removed)) return removed
      const { client, endedLogins } = removed
      return {
        data: { client: clientData(client), endedLogins },
        text: `The client "${client.name}" is removed; ${endedLogins === 1 ? '1 login' : `${endedLogins} logins`} ended with it.`,
      }
    })
  },
})
