import { expect, test } from 'vitest'
import { type Access, pending } from '../access.ts'
import { outcome, repositoryRead, upload } from '../testing/accesses.ts'
import { version } from './version.ts'

const only = (versions: readonly string[], access: Access) =>
  outcome(version.clears({ kind: 'version', versions }, access))

test('a version that is listed clears, another does not', () => {
  expect(only(['1.2.2', '1.2.3'], upload)).toBe('clears')
  expect(only(['1.2.4'], upload)).toBe('version_not_allowed')
})

test('a version is compared as it is written: 1.2.3.0 is not 1.2.3', () => {
  expect(only(['1.2.3.0'], upload)).toBe('version_not_allowed')
})

test('a version that is not known yet is needed', () => {
  expect(only(['1.2.3'], { ...upload, version: pending })).toBe('needs version')
})

test('an access without a version is refused', () => {
  expect(only(['1.2.3'], repositoryRead)).toBe('version_not_allowed')
})

test('the refusal names the versions and the one that was tried, or that there is none', () => {
  const caveat = { kind: 'version', versions: ['1.2.4', '1.2.5'] } as const
  expect(version.clears(caveat, upload)).toMatchObject({
    message: 'This token is only for version 1.2.4 or 1.2.5; it was used for 1.2.3.',
  })
  expect(version.clears(caveat, repositoryRead)).toMatchObject({
    message:
      'This token is only for version 1.2.4 or 1.2.5; it was used to read the whole of pypi:acme, which has none.',
  })
})
