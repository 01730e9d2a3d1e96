/** uv: an index of its own name, to fetch from and to publish to, whose password comes from a keyring. */
import { join } from 'node:path'
import type { ClientSetup } from '../client-setup.ts'
import { markedFile } from '../edits/managed.ts'
import { all, setOptions } from '../edits/options.ts'
import { keyringFiles, keyringNext } from '../keyring/keyring-files.ts'
import { withUsername } from './username.ts'

export const uv: ClientSetup = {
  name: 'uv',
  ecosystem: 'pypi',
  knowsAccounts: true,
  runs: 'latchkey',
  verified: false,
  files: place => {
    const { environment, home, name, organization, subject } = place
    const repository = `${withUsername(place)}/pypi/${organization}`
    return [
      markedFile({
        path:
          environment['UV_CONFIG_FILE'] ||
          join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'uv/uv.toml'),
        mark: `uv ${subject}`,
        slot: 'uv',
        taken: new RegExp(`^\\s*(name\\s*=\\s*"${name}"|index\\s*=)`, 'm'),
        edit: all(
          setOptions({
            first: true,
            options: { 'keyring-provider': ['keyring-provider = "subprocess"'] },
          }),
          lines => [
            {
              at: lines.length,
              body: [
                '[[index]]',
                `name = "${name}"`,
                `url = "${repository}/simple/"`,
                `publish-url = "${repository}/legacy/"`,
              ],
            },
          ],
        ),
      }),
      ...keyringFiles(place),
    ]
  },
  next: place => [...keyringNext(place), `uv publish --index ${place.name}`],
}
