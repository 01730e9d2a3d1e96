/** `latchkey-server hex-signing-key forget`: starts over where the key that Hex's repositories are signed with is lost or leaked. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { forgetSigningKey, knowsSigningKey } from '../../ecosystems/index.ts'
import { readConfiguration } from '../configuration.ts'
import { openDatabase } from '../open-database.ts'

export const command = defineCommand({
  name: 'hex-signing-key forget',
  about:
    'Where the key that Hex repositories are signed with is lost for good, or leaked: lets the next start make or take\n' +
    'another. Every Hex client must then be given the new public key. Stop every node before. Without --yes it changes\n' +
    'nothing.',
  examples: [
    'npx latchkey-server hex-signing-key forget',
    'npx latchkey-server hex-signing-key forget --yes',
  ],
  operands: [],
  options: { yes: flag('Do it: no client believes this server until it has the new public key.') },
  async run({ yes }, { environment }) {
    const configuration = readConfiguration(environment)
    if (refused(configuration)) return configuration
    const opened = await openDatabase(configuration, 'refuses')
    if (refused(opened)) return opened
    const { store } = opened
    try {
      if (!(await knowsSigningKey(store.read))) return noneKnown
      if (!yes) {
        return {
          data: { forgotten: false },
          text: 'Hex clients know the public key of this server. None would believe another. Nothing has changed.',
          note: 'To do it: npx latchkey-server hex-signing-key forget --yes',
          no: true,
        }
      }
      await forgetSigningKey(store)
      return {
        data: { forgotten: true },
        text: 'The database knows no Hex signing key any more.',
        note: `Remove what is left of the former key at ${configuration.data.hexSigningKey}, start the server, which makes another, and give every client the new one: see docs/operate/hex.md.`,
      }
    } finally {
      await store.close()
    }
  },
})

const noneKnown = refuse(
  'hex_signing_key_unknown',
  'The database knows no Hex signing key.',
  'Start the server, which makes one: npm start',
)
