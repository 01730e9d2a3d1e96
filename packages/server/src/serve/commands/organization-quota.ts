/** `latchkey-server organization quota`: how much an organization may publish. */
import { defineCommand, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { size } from '../configuration/values.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { unknownOrganization } from './owner.ts'

export const command = defineCommand({
  name: 'organization quota',
  about:
    'Shows or sets how much an organization may publish: all its files together, and one file. What is there stays.',
  examples: [
    'npx latchkey-server organization quota acme',
    'npx latchkey-server organization quota acme 10GiB --file 100MiB',
    'npx latchkey-server organization quota acme none --json',
  ],
  operands: ['NAME', '[SIZE|none]'],
  options: { file: text('SIZE|none', 'What one file may have at most.') },
  async run({ file }, terminal, [name = '', storage]) {
    const quota = { storage: readQuota(storage), file: readQuota(file) }
    if (refused(quota.storage)) return quota.storage
    if (refused(quota.file)) return quota.file
    const change = {
      ...(quota.storage !== undefined && { storage: quota.storage }),
      ...(quota.file !== undefined && { file: quota.file }),
    }
    return withExistingRooms(terminal.environment, async ({ organizations, repositories }) => {
      const organization = await organizations.byName(name)
      if (!organization) return unknownOrganization(name)
      await organizations.setQuota(organization.id, change, operator)
      const usage = await repositories.usage(organization.id)
      return {
        data: { organization: name, used: usage.used, quota: { storage: usage.storage, file: usage.file } },
        text: `${name} uses ${usage.used} bytes. Its quota: ${inWords(usage.storage)} for all files, ${inWords(usage.file)} for one.`,
      }
    })
  },
})

/** `null` takes the quota away; `undefined` leaves it as it is. */
function readQuota(written: string | undefined): number | null | undefined | Refusal<'usage'> {
  if (written === undefined) return undefined
  if (written === 'none') return null
  const read = size.safeParse(written)
  return read.success && Number.isSafeInteger(read.data)
    ? read.data
    : refuse('usage', 'A quota is a number of bytes, or "none".', 'For example: 512MiB, 10GiB, none')
}

function inWords(quota: number | null): string {
  return quota === null ? 'none' : `${quota} bytes`
}
