/** twine and pip, told where a repository is. */
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, Use } from './client-setup.ts'

export function pypi(
  { clients: say }: Words,
  { origin, organization, token, may, package: name }: Use,
): readonly ClientSetup[] {
  const base = `${origin}/pypi/${organization}`
  const repository = `pypi:${organization}`
  const setups: ClientSetup[] = []
  if (may.has('publish')) {
    setups.push({
      title: say.uploadWith(repository, 'twine'),
      steps: [
        {
          say: say.putInto('~/.pypirc'),
          what: say.theFile('.pypirc'),
          text: [
            '[distutils]',
            `index-servers = ${organization}`,
            '',
            `[${organization}]`,
            `repository = ${base}/legacy/`,
            'username = __token__',
            `password = ${token}`,
          ].join('\n'),
        },
        { say: say.next, what: say.theCommand, text: `twine upload --repository ${organization} dist/*` },
      ],
    })
  }
  if (may.has('read')) {
    const { host } = new URL(origin)
    setups.push({
      title: say.installWith(repository, 'pip'),
      steps: [
        {
          say: say.putInto('~/.netrc'),
          what: say.theFile('.netrc'),
          text: [`machine ${host.replace(/:\d+$/, '')}`, 'login __token__', `password ${token}`].join('\n'),
        },
        {
          say: say.next,
          what: say.theCommand,
          text: `pip install --index-url ${base}/simple/ ${name ?? 'PACKAGE'}`,
        },
      ],
    })
  }
  return setups
}
