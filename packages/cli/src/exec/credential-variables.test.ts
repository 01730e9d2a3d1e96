import { expect, test } from 'vitest'
import { withoutCredentials } from './credential-variables.ts'

test('no credential stays, in whatever variable programs are given one', () => {
  const credentials = [
    ...['LATCHKEY_TOKEN', 'LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM', 'TWINE_PASSWORD', 'UV_PUBLISH_TOKEN'],
    ...[
      'UV_INDEX_ACME_PASSWORD',
      'POETRY_PYPI_TOKEN_PYPI',
      'POETRY_HTTP_BASIC_ACME_PASSWORD',
      'FLIT_PASSWORD',
    ],
    ...[
      'NPM_TOKEN',
      'NODE_AUTH_TOKEN',
      'YARN_NPM_AUTH_TOKEN',
      'npm_config_//x/:_authToken',
      'NPM_CONFIG__AUTH',
    ],
    ...['HEX_API_KEY', 'HEX_REPOS_KEY', 'CARGO_REGISTRY_TOKEN', 'CARGO_REGISTRIES_ACME_TOKEN'],
  ]
  const environment = Object.fromEntries(credentials.map(name => [name, 'secret']))
  expect(withoutCredentials(environment)).toEqual({})
})

test('an address stays, but for one with a password in it', () => {
  const environment = {
    PIP_INDEX_URL: 'https://packages.example.com/simple/',
    PIP_EXTRA_INDEX_URL: 'https://a.example.com/ https://__token__:secret@b.example.com/',
    UV_INDEX: 'acme=https://secret@packages.example.com/simple/',
  }
  expect(Object.keys(withoutCredentials(environment))).toEqual(['PIP_INDEX_URL'])
})

test('everything else stays, and what the program keeps for other places', () => {
  const environment = {
    PATH: '/bin',
    LATCHKEY_REGISTRY: 'https://x',
    TWINE_CERT: 'a.pem',
    UV_INDEX_B_PASSWORD: 'x',
  }
  expect(withoutCredentials(environment, /^UV_INDEX_B_PASSWORD$/)).toEqual(environment)
})
