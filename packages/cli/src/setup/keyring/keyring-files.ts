/**
 * How pip, twine and uv come to ask Latchkey for a password: by the `keyring` protocol.
 *
 * pip and twine load Python's `keyring`, which is told of a module of ours; uv, and pip where that is not installed, run a
 * program called `keyring`, which is Python's where there is one, and a launcher of ours where there is none. What Latchkey
 * does not know, the module asks the keyring that was there before: it stands in nobody's way.
 */
import { join } from 'node:path'
import type { ManagedFile, Place } from '../client-setup.ts'
import { markedFile, ownFile } from '../edits/managed.ts'
import { setOptions } from '../edits/options.ts'
import { keyringLauncher, keyringModule } from './programs.ts'

export function keyringFiles(place: Place): readonly ManagedFile[] {
  const folder = join(place.folder, 'keyring')
  const launcher = ownFile(launcherPath(place), keyringLauncher)
  return [
    { ...ownFile(join(folder, 'latchkey_keyring.py'), keyringModule), shared: true },
    {
      ...launcher,
      put: text => (hasKeyring(place) ? { text, changed: false } : launcher.put(text)),
      ...{ executable: true, shared: true },
    },
    {
      ...markedFile({
        path: join(place.environment['XDG_CONFIG_HOME'] || join(place.home, '.config'), rc),
        mark: 'keyring',
        edit: setOptions({
          section: 'backend',
          options: {
            'default-keyring': ['default-keyring = latchkey_keyring.LatchkeyKeyring'],
            'keyring-path': [`keyring-path = ${folder}`],
          },
        }),
      }),
      shared: true,
    },
  ]
}

const rc = 'python_keyring/keyringrc.cfg'

/** What to say where programs of that name are looked for, and ours is the only one. */
export function keyringNext(place: Place): readonly string[] {
  if (hasKeyring(place)) return []
  const path = join(place.folder, 'keyring', 'bin')
  return [
    `There is no program "keyring" here, so a small one of ours was put into ${path}.`,
    `Let it be found, after all others, by a line in your shell's profile: export PATH="$PATH:${path}"`,
  ]
}

function launcherPath({ folder }: Place): string {
  return join(folder, 'keyring', 'bin', 'keyring')
}

/** Another one than ours. */
function hasKeyring(place: Place): boolean {
  const found = place.find('keyring')
  return found !== undefined && found !== launcherPath(place)
}
