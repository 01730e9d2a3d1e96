import { expect, test } from 'vitest'
import { type Access, pending } from '../access.ts'
import { outcome, repositoryRead, upload } from '../testing/accesses.ts'
import { projectNames } from './project-names.ts'

const named = (names: readonly string[], access: Access) =>
  outcome(projectNames.clears({ kind: 'project-names', names }, access))

test('a package that is named clears, another does not', () => {
  expect(named(['gadget', 'widget'], upload)).toBe('clears')
  expect(named(['gadget'], upload)).toBe('package_not_allowed')
})

test('an upload whose package is not known yet needs it', () => {
  expect(named(['widget'], { ...upload, package: pending })).toBe('needs package')
})

test('an access without a package is refused, also one in another ecosystem', () => {
  expect(named(['widget'], repositoryRead)).toBe('package_not_allowed')
  expect(named(['widget'], { ...upload, ecosystem: 'npm' })).toBe('package_not_allowed')
  expect(named(['widget'], { ...upload, ecosystem: 'npm', package: pending })).toBe('package_not_allowed')
})

test('the refusal names the packages and the one that was tried', () => {
  expect(projectNames.clears({ kind: 'project-names', names: ['gadget', 'gizmo'] }, upload)).toMatchObject({
    message:
      'This token is only for PyPI packages named gadget or gizmo; it was used to publish pypi:acme/widget.',
  })
})
