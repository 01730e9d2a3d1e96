/** `latchkey-server migrate`: brings the database up to date, so that a start finds it so. */
import { defineCommand } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { readConfiguration } from '../configuration.ts'
import { openDatabase } from '../open-database.ts'

export const command = defineCommand({
  name: 'migrate',
  about: 'Brings the database up to date. "serve" does so too; this is for doing it beforehand.',
  examples: ['npx latchkey-server migrate', 'LATCHKEY_DATA=/srv/latchkey npx latchkey-server migrate --json'],
  options: {},
  async run(_, { environment }) {
    const configuration = readConfiguration(environment)
    const opened = refused(configuration) ? configuration : await openDatabase(configuration)
    if (refused(opened)) return opened
    await opened.store.close()
    const { migrated } = opened
    return {
      data: { migrated },
      text: migrated.length === 0 ? 'The database is up to date.' : `Done: ${migrated.join(', ')}.`,
    }
  },
})
