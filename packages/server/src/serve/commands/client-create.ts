/** `latchkey-server client create`: a program that may ask people to let it in. */
import { defineCommand, flag, texts } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { clientData } from './client-data.ts'

export const command = defineCommand({
  name: 'client create',
  about:
    'Makes an OAuth client and prints its id. A program that runs on people’s own machines cannot keep a secret: it is a\n' +
    'public client. One that runs on a server of yours is confidential: its secret is printed once, after its id, and it\n' +
    'may ask what a token is worth (introspection). Hex, rebar3 and latchkey are known already.',
  examples: [
    '# A program on people’s machines that opens a browser',
    'npx latchkey-server client create "Acme CLI" --redirect-uri http://127.0.0.1/callback',
    '# A service that asks what a token is worth',
    'npx latchkey-server client create "Package mirror" --confidential --json',
  ],
  operands: ['NAME'],
  options: {
    'redirect-uri': texts(
      'URI',
      'Where a browser may be sent back to. None: it logs in by device code alone.',
    ),
    confidential: flag('It can keep a secret, and gets one.'),
  },
  async run({ 'redirect-uri': redirectUris, confidential }, terminal, [name = '']) {
    return withExistingRooms(terminal.environment, async ({ clients }) => {
      const made = await clients.create({ name, redirectUris, confidential }, operator)
      if (refused(made)) return made
      const secret = made.secret?.expose()
      const { id } = made.client
      return {
        data: { client: clientData(made.client), ...(secret !== undefined && { secret }) },
        text: secret === undefined ? id : `${id}\n${secret}`,
        note:
          secret === undefined
            ? `The client "${made.client.name}" is made; this is its id.`
            : `The client "${made.client.name}" is made; these are its id and its secret. The secret is shown once; keep it now.`,
      }
    })
  },
})
