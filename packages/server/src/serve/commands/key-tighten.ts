/** `latchkey-server key tighten`: keys are held to more than they were, and every token made from them too. */
import { defineCommand, parseMoment, text, texts } from '@latchkey/protocol/command'
import { describeCaveat, refuse, refused } from '@latchkey/tokens'
import { tighteningCaveats } from '../../keys/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { readAllow } from './allow-rows.ts'
import { keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key tighten',
  about:
    'Restricts keys further, at once and with every token made from them. What is said here and what a key was held to\n' +
    'before must both allow it; nothing is ever allowed again. All of them, or none where one cannot be. Their texts stay.',
  examples: [
    '# From now on this package alone',
    'npx latchkey-server key tighten 3q2-7wAAAAAAAAAAAAAAAA --allow publish=pypi:acme/widget',
    'npx latchkey-server key tighten 3q2-7wAAAAAAAAAAAAAAAA --network 10.0.0.0/8 --expires 7d',
  ],
  operands: ['ID...'],
  options: {
    allow: texts('ACTIONS=TARGET', 'What they may do at most.'),
    network: texts('NETWORK', 'From where alone they may be used.'),
    expires: text('WHEN', '15m, 7d or a date, no later than they have.'),
  },
  async run({ allow, network, expires }, terminal, ids) {
    if (allow.length === 0 && network.length === 0 && expires === undefined)
      return refuse('usage', 'Nothing says how to tighten.', 'Give --allow, --network or --expires.')
    const caveats = tighteningCaveats({ allow: readAllow(allow), networks: network })
    if (refused(caveats)) return caveats
    const expiresAt = expires === undefined ? undefined : parseMoment(expires, terminal.now())
    if (refused(expiresAt)) return expiresAt
    return withExistingRooms(terminal.environment, async ({ keys }) => {
      const input = { caveats, ...(expiresAt === undefined ? {} : { expiresAt }) }
      const tightened = await keys.tightenMany(ids, input, 'local command')
      if (refused(tightened)) return tightened
      return {
        data: { keys: tightened.map(keyData) },
        text: tightened
          .map(key => [`"${key.name}":`, ...key.caveats.map(each => `  ${describeCaveat(each)}`)].join('\n'))
          .join('\n'),
      }
    })
  },
})
