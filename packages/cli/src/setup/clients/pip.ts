/** pip: its index is the repository, and its password comes from a keyring. */
import { join } from 'node:path'
import type { ClientSetup, Place } from '../client-setup.ts'
import { markedFile } from '../edits/managed.ts'
import { setOptions } from '../edits/options.ts'
import { keyringFiles, keyringNext } from '../keyring/keyring-files.ts'
import { withUsername } from './username.ts'

export const pip: ClientSetup = {
  name: 'pip',
  ecosystem: 'pypi',
  knowsAccounts: true,
  runs: 'latchkey',
  verified: true,
  files: place => [
    markedFile({
      path: configuration(place),
      mark: `pip ${place.subject}`,
      slot: 'pip',
      edit: setOptions({
        section: 'global',
        options: {
          // Beside another index, a stranger's package of the same name and a higher version would win.
          'index-url': [`index-url = ${withUsername(place)}/pypi/${place.organization}/simple/`],
          'keyring-provider': ['keyring-provider = subprocess'],
        },
      }),
    }),
    ...keyringFiles(place),
  ],
  next: place => [
    ...keyringNext(place),
    `pip asks ${place.subject} alone now; what is not there comes from its fallback, if it has one.`,
    'pip install PACKAGE',
  ],
}

/** As `pip config debug` lists it for the user. */
function configuration({ environment, home, platform, exists }: Place): string {
  if (environment['PIP_CONFIG_FILE']) return environment['PIP_CONFIG_FILE']
  const ofMac = join(home, 'Library/Application Support/pip')
  if (platform === 'darwin' && exists(ofMac)) return join(ofMac, 'pip.conf')
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'pip/pip.conf')
}
