/** twine and pip, told where a repository is. */
import type { ClientSetup, Use } from './client-setup.ts'

export function pypi({ origin, organization, token, may, package: name }: Use): readonly ClientSetup[] {
  const base = `${origin}/pypi/${organization}`
  const setups: ClientSetup[] = []
  if (may.has('publish')) {
    setups.push({
      title: `Upload to pypi:${organization} with twine`,
      steps: [
        {
          say: 'Put this into ~/.pypirc, readable by you alone:',
          what: 'the .pypirc',
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
        { say: 'Then:', what: 'the command', text: `twine upload --repository ${organization} dist/*` },
      ],
    })
  }
  if (may.has('read')) {
    const { host } = new URL(origin)
    setups.push({
      title: `Install from pypi:${organization} with pip`,
      steps: [
        {
          say: 'Put this into ~/.netrc, readable by you alone:',
          what: 'the .netrc',
          text: [`machine ${host.replace(/:\d+$/, '')}`, 'login __token__', `password ${token}`].join('\n'),
        },
        {
          say: 'Then:',
          what: 'the command',
          text: `pip install --index-url ${base}/simple/ ${name ?? 'PACKAGE'}`,
        },
      ],
    })
  }
  return setups
}
