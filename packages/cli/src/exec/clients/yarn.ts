/** yarn, the classic one and those after it: `yarn publish`, `yarn npm publish`, and whatever installs. */
import type { Client } from '../client.ts'
import { doingNpm, equipNpm } from '../npm-family.ts'
import { registriesOfScopes } from '../yarnrc.ts'

const doing = doingNpm(['install', 'add', 'up', 'upgrade', 'info', 'outdated', 'audit', 'dlx', 'import'])

export const yarn: Client = {
  name: 'yarn',
  otherwise: /^yarnpkg$/,
  ecosystem: 'npm',
  // Typed alone, it installs.
  doing: typed =>
    doing(typed.words.some(word => !word.startsWith('-')) ? typed : { ...typed, words: ['install'] }),
  shownAt: registriesOfScopes,
  async equip(given, typed) {
    const { environment, files } = await equipNpm(given, typed)
    if (given.place === undefined) return { environment: {} }
    return {
      ...(files && { files }),
      environment: {
        ...environment,
        YARN_REGISTRY: given.place.url,
        npm_config_always_auth: 'true',
        YARN_NPM_REGISTRY_SERVER: given.place.url.replace(/\/$/, ''),
        YARN_NPM_PUBLISH_REGISTRY: given.place.url.replace(/\/$/, ''),
        YARN_NPM_AUTH_TOKEN: given.token.expose(),
        YARN_NPM_ALWAYS_AUTH: 'true',
      },
    }
  },
}
