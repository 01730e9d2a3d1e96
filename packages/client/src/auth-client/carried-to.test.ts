import { expect, test } from 'vitest'
import { repositoryFor } from './carried-to.ts'

test.for([
  ['read', 'pypi:acme', 'pypi:acme'],
  ['read', 'hex:acme/widget', 'hex:acme'],
  ['publish', 'pypi:acme/widget', 'pypi:acme'],
  ['publish', 'hex:acme/widget', undefined],
  ['publish', 'pypi:hex:/widget', 'pypi:hex:'],
  ['retire', 'pypi:acme/widget', undefined],
  ['maintain', 'pypi:acme/widget', undefined],
] as const)('to %s %s goes to the repository %s, or to the API', ([action, target, repository]) => {
  expect(repositoryFor({ action, target })).toBe(repository)
})
