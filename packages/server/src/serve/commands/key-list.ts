/** `latchkey-server key list`: the keys of a person or an organization, newest first. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import type { Key } from '../../keys/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { everyItem } from './every-item.ts'
import { instant, keyData } from './key-data.ts'
import { findOwner, ownerOptions } from './owner.ts'

export const command = defineCommand({
  name: 'key list',
  about:
    'Lists keys, newest first: what each may do, until when, and when, from where and by what it was last used.',
  examples: [
    'npx latchkey-server key list --organization acme',
    'npx latchkey-server key list --account ada --json',
  ],
  options: ownerOptions,
  async run(values, terminal) {
    return withExistingRooms(terminal.environment, async rooms => {
      const owner = await findOwner(rooms, values)
      if (refused(owner)) return owner
      const keys = await everyItem(page => rooms.keys.list(owner, page))
      const now = terminal.now()
      // Whichever is asked for: of fifty thousand keys each takes as long as reading them.
      return {
        get data() {
          return { keys: keys.map(keyData) }
        },
        get text() {
          return keys.length === 0 ? 'No keys.' : keys.map(key => describeKey(key, now)).join('\n\n')
        },
      }
    })
  },
})

function describeKey(key: Key, now: number): string {
  const { id, may, createdAt, lastUsed, replacedBy } = keyData(key)
  const used = lastUsed
    ? `${lastUsed.at} from ${lastUsed.address ?? 'an unknown address'} by ${lastUsed.client ?? 'an unnamed client'}`
    : 'never'
  return [
    `${key.name}  (${state(key, now)})`,
    ...may.map(each => `  ${each}`),
    `  made ${createdAt}, last used ${used}`,
    `  id ${id}`,
    ...(replacedBy === undefined ? [] : [`  replaced by ${replacedBy}`]),
  ].join('\n')
}

function state({ revokedAt, expiresAt }: Key, now: number): string {
  if (revokedAt !== undefined) return `revoked ${instant(revokedAt)}`
  if (expiresAt === undefined) return 'never expires'
  return expiresAt <= now ? `expired ${instant(expiresAt)}` : `expires ${instant(expiresAt)}`
}
