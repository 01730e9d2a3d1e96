/** `latchkey-server second-factor-key forget`: starts over where the key that second factors are sealed under is lost. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { countSecondFactors, forgetSecondFactorKey } from '../../second-factors/index.ts'
import { readConfiguration } from '../configuration.ts'
import { clock, random } from '../machine.ts'
import { openDatabase } from '../open-database.ts'

export const command = defineCommand({
  name: 'second-factor-key forget',
  about:
    'Where the second-factor key is lost for good: takes the second factor of every account away, so that the next start\n' +
    'makes another key. Each person is told by mail, and signs in with the password alone until they add another. Stop\n' +
    'every node before. Without --yes it only counts them.',
  examples: [
    'npx latchkey-server second-factor-key forget',
    'npx latchkey-server second-factor-key forget --yes',
  ],
  operands: [],
  options: { yes: flag('Do it: whoever was counted loses the second factor.') },
  async run({ yes }, { environment }) {
    const configuration = readConfiguration(environment)
    if (refused(configuration)) return configuration
    const opened = await openDatabase(configuration, 'refuses')
    if (refused(opened)) return opened
    const { store } = opened
    const { origin = 'http://localhost' } = configuration
    try {
      if (!yes) {
        const accounts = await countSecondFactors(store.read)
        return {
          data: { accounts, forgotten: false },
          text: `Accounts with a second factor: ${accounts}. They would lose it. Nothing has changed.`,
          note: 'To do it: npx latchkey-server second-factor-key forget --yes',
          no: true,
        }
      }
      const accounts = await forgetSecondFactorKey(store, { clock, random, origin })
      return {
        data: { accounts, forgotten: true },
        text: `Accounts that lost their second factor: ${accounts}.`,
        note: `Remove what is left of the former key at ${configuration.data.secondFactorKey}, and start the server: it makes another.`,
      }
    } finally {
      await store.close()
    }
  },
})
