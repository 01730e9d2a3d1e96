/** Yarn (2 and later): packages of a scope come from the repository. Yarn 1 reads what is set up for npm. */
import { join } from 'node:path'
import type { ClientSetup } from '../client-setup.ts'
import { bare } from '../edits/lines.ts'
import { markedFile } from '../edits/managed.ts'
import { repository } from './npm.ts'

export const yarn: ClientSetup = {
  name: 'yarn',
  ecosystem: 'npm',
  verified: true,
  files: place => [
    markedFile({
      path: join(place.home, '.yarnrc.yml'),
      mark: `yarn ${place.subject}`,
      taken: new RegExp(`^ +["']?${place.name}["']?:`, 'm'),
      edit: lines => {
        const at = lines.findIndex(line => /^npmScopes:\s*(#.*)?$/.test(bare(line)))
        const indent = (at === -1 ? null : /^ +(?=\S)/.exec(lines[at + 1] ?? ''))?.[0] ?? '  '
        const body = [
          `${indent}${place.name}:`,
          `${indent}${indent}npmRegistryServer: "${repository(place)}"`,
          `${indent}${indent}npmPublishRegistry: "${repository(place)}"`,
          `${indent}${indent}npmAlwaysAuth: true`,
        ]
        return at === -1 ? [{ at: lines.length, body: ['npmScopes:', ...body] }] : [{ at: at + 1, body }]
      },
    }),
  ],
  next: () => [
    'Yarn has no way to ask for a credential: hand it one for minutes.',
    'latchkey exec -- yarn npm publish',
  ],
}
