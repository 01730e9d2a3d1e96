/** `latchkey-server config show`: every setting, what it is set to and by what; secrets are not shown. */
import { defineCommand } from '@latchkey/protocol/command'
import { effectiveSettings } from '../configuration/effective.ts'
import { examineSettings } from '../configuration.ts'

export const command = defineCommand({
  name: 'config show',
  about:
    'Shows every setting, its value and where that comes from: the environment, latchkey.json or the default.',
  examples: ['npx latchkey-server config show', 'npx latchkey-server config show --json'],
  options: {},
  async run(_, { environment }) {
    const { found, problems } = examineSettings(environment)
    const rows = effectiveSettings(found).map(({ name, value, source }) => ({
      ...{ setting: name, value: value === undefined ? '[redacted]' : value || 'none', source },
    }))
    const width = Math.max(...rows.map(({ setting }) => setting.length))
    return {
      data: { settings: rows },
      text: rows
        .map(({ setting, value, source }) => `${setting.padEnd(width)}  ${value || 'none'}  (${source})`)
        .join('\n'),
      ...(problems.length === 0
        ? {}
        : { note: 'A start with these would be refused. Type: npx latchkey-server config check' }),
    }
  },
})
