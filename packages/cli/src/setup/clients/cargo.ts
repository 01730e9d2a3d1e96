/** cargo: a registry whose credential provider is Latchkey (`cargo-credential-latchkey`, which comes with the command). */
import { join } from 'node:path'
import type { ClientSetup } from '../client-setup.ts'
import { markedFile } from '../edits/managed.ts'

export const cargo: ClientSetup = {
  name: 'cargo',
  ecosystem: 'cargo',
  runs: 'cargo-credential-latchkey',
  verified: true,
  files: ({ environment, home, origin, name, organization, subject }) => [
    markedFile({
      path: join(environment['CARGO_HOME'] || join(home, '.cargo'), 'config.toml'),
      mark: `cargo ${subject}`,
      // A table may be written once.
      taken: new RegExp(
        `^\\s*(\\[registries\\.("?)${name}\\2\\s*\\]|registries\\.${name}\\b|registries\\s*=)`,
        'm',
      ),
      edit: lines => [
        {
          at: lines.length,
          body: [
            `[registries.${name}]`,
            `index = "sparse+${origin}/cargo/${organization}/"`,
            'credential-provider = "cargo-credential-latchkey"',
          ],
        },
      ],
    }),
  ],
  next: ({ name }) => [`cargo publish --registry ${name}`],
}
