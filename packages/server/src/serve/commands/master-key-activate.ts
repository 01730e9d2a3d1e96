/** `latchkey-server master-key activate`: from now on tokens are made with it. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { activateMasterKey } from '../../keys/index.ts'
import { changeMasterKeyFile } from '../master-key-file.ts'
import { withMasterKeys } from '../master-key-ground.ts'

export const command = defineCommand({
  name: 'master-key activate',
  about:
    'Makes new tokens with another master key, on every node within a second. Those made with the former one go on\n' +
    'working until it is withdrawn. A node that was not given the key refuses what is made with it: look first, on each,\n' +
    'with "master-key list".',
  examples: ['npx latchkey-server master-key activate m2'],
  operands: ['KID'],
  options: {},
  run: (_, terminal, [kid = '']) =>
    withMasterKeys(terminal.environment, async ({ store, given, file }) => {
      const activated = await activateMasterKey(store, { kid, given, now: terminal.now() })
      if (refused(activated)) return activated
      // The file says it too, for an empty database; this one goes by its own word.
      const changed = file && (await changeMasterKeyFile(file, keys => keys && { ...keys, minting: kid }))
      if (refused(changed)) return changed
      return {
        data: { masterKey: kid, state: 'minting' },
        text: `New tokens are made with the master key ${kid}.`,
        note: 'The former one is withdrawn when its keys are rotated or may die: npx latchkey-server master-key withdraw KID',
      }
    }),
})
