/** PyPI in its contract test. */
import type { EcosystemDriver } from '../../testing/driver.ts'
import { uploadRequest, wheelParts } from './form.ts'

export const driver: EcosystemDriver = {
  examples: { organization: 'acme', package: 'widget', file: 'widget-1.0.0-py3-none-any.whl' },
  publish: ({ organization, package: name, version }) =>
    uploadRequest(organization, wheelParts({ name, version })),
  readPackage: ({ organization, package: name }) => ({
    method: 'GET',
    path: `/pypi/${organization}/simple/${name}/`,
  }),
  published: 200,
  readRepository: organization => ({ method: 'GET', path: `/pypi/${organization}/simple/` }),
  contents: ({ body }) => body,
  // twine prints the one, uv the other.
  reasons: ({ reason, body }) => [reason, body],
  challenge: 'WWW-Authenticate: Basic realm="pypi", charset="UTF-8"',
}
