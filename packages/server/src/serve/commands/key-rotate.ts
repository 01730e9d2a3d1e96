/** `latchkey-server key rotate`: another key in the place of one. Its text goes to standard output, once. */
import { defineCommand, parseMoment, text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { withExistingRooms } from '../with-rooms.ts'
import { instant, keyData } from './key-data.ts'

export const command = defineCommand({
  name: 'key rotate',
  about:
    'Makes the key that takes the place of one, with the same name, owner, role and restrictions, and prints its text,\n' +
    'once, on standard output. The old one works a day more, or as long as you say, and never longer than it would have.',
  examples: [
    'npx latchkey-server key rotate 3q2-7wAAAAAAAAAAAAAAAA',
    '# The old one leaked: it dies at once',
    'npx latchkey-server key rotate 3q2-7wAAAAAAAAAAAAAAAA --overlap 0',
  ],
  operands: ['ID'],
  options: { overlap: text('DURATION', 'How long the old key still works: 0, 1h, 7d. Default: 1d.') },
  async run({ overlap }, terminal, [id = '']) {
    const now = terminal.now()
    const end = overlap === undefined ? undefined : overlap === '0' ? now : parseMoment(overlap, now)
    if (refused(end)) return end
    return withExistingRooms(terminal.environment, async ({ keys }) => {
      const length = end === undefined ? {} : { overlap: end - now }
      const rotated = await keys.rotate({ id, by: 'local command', ...length })
      if (refused(rotated)) return rotated
      const { key, old } = rotated
      const token = rotated.token.expose()
      return {
        data: { key: keyData(key), old: keyData(old), token },
        text: token,
        note: `The new key "${key.name}" is shown once; keep it now.\nThe old one works until ${instant(old.expiresAt)}.`,
      }
    })
  },
})
