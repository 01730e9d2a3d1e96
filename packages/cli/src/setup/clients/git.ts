/** git: a credential helper for the registry's address, instead of those that would keep what it says. */
import { join } from 'node:path'
import { asWord } from '../../registries/index.ts'
import type { ClientSetup, Place } from '../client-setup.ts'
import { markedFile } from '../edits/managed.ts'

export const git: ClientSetup = {
  name: 'git',
  protocol: 'git',
  knowsAccounts: true,
  runs: 'latchkey',
  verified: true,
  files: place => [
    markedFile({
      path: configuration(place),
      mark: `git ${place.subject}`,
      edit: lines => [
        {
          at: lines.length,
          body: [
            `[credential "${place.origin}"]`,
            '\t# An empty one first: no other helper is asked, or told.',
            '\thelper =',
            '\thelper = !latchkey helper git',
            '\tuseHttpPath = true',
            ...(place.account === undefined ? [] : [`\tusername = ${place.account}`]),
          ],
        },
      ],
    }),
  ],
  next: ({ origin }) => [`git clone ${asWord(`${origin}/...`)}`],
}

/** As `git config --global` finds it. */
function configuration({ environment, home, exists }: Place): string {
  if (environment['GIT_CONFIG_GLOBAL']) return environment['GIT_CONFIG_GLOBAL']
  const [own, shared] = [
    join(home, '.gitconfig'),
    join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'git/config'),
  ]
  return !exists(own) && exists(shared) ? shared : own
}
