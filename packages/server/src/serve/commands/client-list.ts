/** `latchkey-server client list`: every program that may ask people to let it in. */
import { defineCommand } from '@latchkey/protocol/command'
import { type Client, preconfigured } from '../../clients/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { clientData } from './client-data.ts'
import { everyItem } from './every-item.ts'

export const command = defineCommand({
  name: 'client list',
  about: 'Lists the OAuth clients: first those that are built in, then those that were made here.',
  examples: ['npx latchkey-server client list', 'npx latchkey-server client list --json'],
  options: {},
  async run(_, terminal) {
    return withExistingRooms(terminal.environment, async rooms => {
      const made = await everyItem(page => rooms.clients.list(page))
      const clients = [...preconfigured, ...made.toSorted((a, b) => a.name.localeCompare(b.name))]
      return {
        data: { clients: clients.map(clientData) },
        text: clients.map(describeClient).join('\n\n'),
      }
    })
  },
})

function describeClient({ id, name, kind, redirectUris, preconfigured }: Client): string {
  const uris = redirectUris.map(uri => `  back to ${uri}`)
  return [`${name}  (${kind}${preconfigured ? ', built in' : ''})`, ...uris, `  id ${id}`].join('\n')
}
