/** `latchkey whoami`: whose the credential is that would be used now. */
import { refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { atRegistry, openRegistry } from '../registries/index.ts'

export const command = defineCommand({
  name: 'whoami',
  about: 'Says who the registry takes you for, in one word, by asking it now.',
  examples: [
    '# At the registry that `latchkey switch` chose',
    'latchkey whoami',
    '# At another, for a program',
    'latchkey whoami --registry https://packages.example.com --json',
  ],
  options: atRegistry,
  async run(asked, desk) {
    const open = await openRegistry(desk, asked)
    if (refused(open)) return open
    const status = await open.client.status({ signal: desk.interruption() })
    if (refused(status)) return status
    if (!status.authenticated) return refuse(status.reason, status.message, status.next)
    const { registry, source, identity } = status
    return { data: { registry, source, identity: identity ?? null }, text: identity?.name ?? 'not said' }
  },
})
