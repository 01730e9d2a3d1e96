/** `latchkey-server config check`: every problem of the configuration, before a start meets the first. */
import { defineCommand } from '@latchkey/protocol/command'
import { examineSettings } from '../configuration.ts'

export const command = defineCommand({
  name: 'config check',
  about:
    'Tells every problem of the configuration: of the environment, of latchkey.json, and of what one setting says of\n' +
    'another. Exits with 1 where there is one. It makes and opens nothing.',
  examples: [
    'npx latchkey-server config check',
    'LATCHKEY_JSON=/etc/latchkey/latchkey.json npx latchkey-server config check --json',
  ],
  options: {},
  async run(_, { environment }) {
    const { problems } = examineSettings(environment)
    const told = problems.map(({ message, next }) => ({ message, next }))
    return {
      data: { problems: told },
      text:
        told.length === 0
          ? 'The configuration can be used.'
          : told.map(({ message, next }) => `${message}\n  ${next}`).join('\n'),
      ...(told.length === 0 ? {} : { no: true }),
    }
  },
})
