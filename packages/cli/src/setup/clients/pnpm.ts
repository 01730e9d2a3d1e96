/** pnpm: as npm, and it asks a program of ours for the token (`tokenHelper`, in the person's own `.npmrc` only). */
import { join } from 'node:path'
import { asWord } from '../../registries/index.ts'
import type { ClientSetup, Place } from '../client-setup.ts'
import { markedFile, ownFile } from '../edits/managed.ts'
import { setOptions } from '../edits/options.ts'
import { npmrc, repository, scope } from './npm.ts'

export const pnpm: ClientSetup = {
  name: 'pnpm',
  ecosystem: 'npm',
  knowsAccounts: true,
  runs: 'latchkey',
  verified: true,
  files: place => {
    const helper = `${repository(place).replace(/^https?:/, '')}:tokenHelper`
    return [
      markedFile({
        path: npmrc(place),
        mark: `pnpm ${place.subject}`,
        edit: setOptions({
          options: {
            [scope(place)]: [`${scope(place)}=${repository(place)}`],
            [helper]: [`${helper}=${programPath(place)}`],
          },
        }),
      }),
      { ...ownFile(programPath(place), program(place)), executable: true },
    ]
  },
  next: () => ['Without a login, pnpm fails: latchkey login', 'pnpm install'],
}

/** It takes no arguments, so that each repository has one of its own. */
function programPath({ folder, organization }: Place): string {
  return join(folder, 'pnpm', `token-for-${organization}`)
}

function program({ origin, subject, account }: Place): string {
  const whose = account === undefined ? '' : ` --account '${account}'`
  return `#!/bin/sh
# Made by \`latchkey setup pnpm\`, and removed by \`latchkey setup pnpm --remove\`. Holds no secret.
token=$(latchkey token --registry ${asWord(origin)}${whose} --for '${subject}' --action read --action publish --expires 15m) || exit
printf 'Bearer %s\\n' "$token"
`
}
