/** npm: `npm publish`, and whatever installs. */
import type { Client } from '../client.ts'
import { doingNpm, equipNpm } from '../npm-family.ts'

export const npm: Client = {
  name: 'npm',
  ecosystem: 'npm',
  doing: doingNpm([
    'install',
    'i',
    'add',
    'ci',
    'update',
    'up',
    'view',
    'info',
    'outdated',
    'audit',
    'exec',
    'pack',
    'install-test',
    'it',
  ]),
  equip: equipNpm,
}
