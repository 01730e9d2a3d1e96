/** What a server would tell of itself. */
import type { Clock } from '../../host/index.ts'
import type { Operation } from '../administration/operation.ts'

const day = 24 * 60 * 60 * 1000

export function exampleOperation(clock: Clock): Operation {
  const startedAt = clock.now()
  return {
    health: async () => ({
      ...{ status: 'ready', version: '0.1.0', startedAt, processes: 1 },
      database: { engine: 'SQLite', milliseconds: 0.4 },
      mail: { waiting: 2, oldestAt: clock.now() - 4 * 60 * 1000 },
      mailTo: 'server',
      masterKeys: [
        { kid: 'm1', state: 'withdrawn', since: startedAt - 400 * day, here: 'missing' },
        { kid: 'm2', state: 'known', since: startedAt - 30 * day, here: 'installed' },
        { kid: 'm3', state: 'minting', since: startedAt - 2 * day, here: 'installed' },
      ],
      files: { folder: '/var/lib/latchkey/files', free: 412_000_000_000 },
    }),
    settings: [
      { name: 'origin', value: 'https://packages.example.com', source: 'LATCHKEY_ORIGIN' },
      { name: 'port', value: '7420', source: 'default' },
      { name: 'trustedProxies', value: '', source: 'default' },
      { name: 'database', value: undefined, source: 'LATCHKEY_DATABASE_FILE' },
      { name: 'data', value: '/var/lib/latchkey', source: '"data" in /etc/latchkey/latchkey.json' },
    ],
  }
}
