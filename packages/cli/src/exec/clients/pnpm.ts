/** pnpm: `pnpm publish`, and whatever installs. */
import type { Client } from '../client.ts'
import { doingNpm, equipNpm } from '../npm-family.ts'

export const pnpm: Client = {
  name: 'pnpm',
  ecosystem: 'npm',
  doing: doingNpm([
    'install',
    'i',
    'add',
    'update',
    'up',
    'fetch',
    'dlx',
    'view',
    'info',
    'outdated',
    'audit',
    'ci',
  ]),
  equip: equipNpm,
}
