/** twine and pip, told where a repository is. */
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, EcosystemClients, Place, Use } from './client-setup.ts'
import { logIn, run, runWithKey } from './latchkey.ts'

const upload = 'twine upload dist/*'

export const pypi: EcosystemClients = {
  names: ['twine', 'pip', 'uv'],

  withLogin: (words, place) => {
    const repository = repositoryOf(place)
    const { clients: say } = words
    return [
      {
        title: say.withLogin(repository),
        steps: [
          logIn(words, place),
          run(words, repository, say.uploadBuilt('twine'), upload),
          run(words, repository, say.installOne('pip', repository), 'pip install PACKAGE'),
        ],
      },
    ]
  },

  withKey: (words, use) => [
    ...(use.may.has('publish') ? [twine(words, use)] : []),
    ...(use.may.has('read') ? [pip(words, use)] : []),
    ...(use.may.has('publish')
      ? [runWithKey(words, { origin: use.origin, repository: repositoryOf(use) }, upload)]
      : []),
  ],

  install: (words, place) => [
    run(
      words,
      repositoryOf(place),
      words.clients.installOne('pip', repositoryOf(place)),
      `pip install ${place.package}`,
    ),
  ],
}

function twine({ clients: say }: Words, use: Use): ClientSetup {
  const { origin, organization, token } = use
  const pypirc = [
    '[distutils]',
    `index-servers = ${organization}`,
    '',
    `[${organization}]`,
    `repository = ${origin}/pypi/${organization}/legacy/`,
    'username = __token__',
    `password = ${token}`,
  ]
  return {
    title: say.uploadWith(repositoryOf(use), 'twine'),
    steps: [
      { say: say.putInto('~/.pypirc'), what: say.theFile('.pypirc'), text: pypirc.join('\n') },
      { say: say.next, what: say.theCommand, text: `twine upload --repository ${organization} dist/*` },
    ],
  }
}

function pip({ clients: say }: Words, use: Use): ClientSetup {
  const { origin, organization, token } = use
  const netrc = [`machine ${new URL(origin).hostname}`, 'login __token__', `password ${token}`]
  const install = `pip install --index-url ${origin}/pypi/${organization}/simple/ ${use.package ?? 'PACKAGE'}`
  return {
    title: say.installWith(repositoryOf(use), 'pip'),
    steps: [
      { say: say.putInto('~/.netrc'), what: say.theFile('.netrc'), text: netrc.join('\n') },
      { say: say.next, what: say.theCommand, text: install },
    ],
  }
}

function repositoryOf({ organization }: Place): string {
  return `pypi:${organization}`
}
