/** The page of settings is the schema, written out. */
import { existsSync, writeFileSync } from 'node:fs'
import {
  environmentName,
  isSecret,
  settingNames,
  settings,
} from '../../packages/server/src/serve/settings.ts'
import { read } from '../repository.ts'

const page = 'docs/configuration.md'

export function settingsPage({ write }: { write: boolean }): readonly string[] {
  const text = `${opening}\n${settingNames.map(section).join('\n')}`
  if (existsSync(page) && read(page) === text) return []
  if (!write) return [`${page} tells other settings than the schema. npm run check -- --write`]
  writeFileSync(page, text)
  return []
}

const opening = `<!-- Made from packages/server/src/serve/settings.ts by npm run check -- --write -->

# Configuration

Nothing has to be set: \`npm start\` on an empty machine gives a server at http://localhost:7420. What is set stands in
\`latchkey.json\`, or in the environment, which wins:

\`\`\`json
{
  "origin": "https://packages.example.com",
  "data": "/var/lib/latchkey",
  "databaseFile": "/run/secrets/database"
}
\`\`\`

- \`latchkey.json\` is read where the server is started, or from wherever \`LATCHKEY_JSON\` says.
- An empty value counts as unset. A name that is no setting refuses to start, and the nearest one is named.
- Paths count from where the server is started.
- A secret may stand in a file of its own, which is named instead.
- \`npx latchkey-server config check\` tells every problem, and \`config show\` what is set, and by what.
- A certificate is best left to a server in front: [behind nginx](operate/behind-nginx.md).
`

function section(name: (typeof settingNames)[number]): string {
  const setting = settings[name]
  const unset = 'default' in setting ? setting.default : 'unset' in setting ? setting.unset : 'none'
  const variable = environmentName(name)
  return `## ${name}

${setting.about}

- in the environment: \`${variable}\`${isSecret(name) ? `, or its file: \`${variable}_FILE\` (\`${name}File\`)` : ''}
- for example: \`${setting.example}\`
- default: ${unset || 'none'}
`
}
