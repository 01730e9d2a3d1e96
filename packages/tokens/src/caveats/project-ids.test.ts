import { expect, test } from 'vitest'
import { type Access, pending } from '../access.ts'
import { outcome, repositoryRead, upload } from '../testing/accesses.ts'
import { projectIds } from './project-ids.ts'

const withIds = (ids: readonly string[], access: Access) =>
  outcome(projectIds.clears({ kind: 'project-ids', ids }, access))

test('a package whose id is listed clears, another does not', () => {
  expect(withIds(['gadget-id', 'widget-id'], upload)).toBe('clears')
  expect(withIds(['gadget-id'], upload)).toBe('package_not_allowed')
})

test('a package that does not exist yet has no id and is refused', () => {
  expect(withIds(['widget-id'], { ...upload, packageId: undefined })).toBe('package_not_allowed')
})

test('an id that is not known yet is needed', () => {
  expect(withIds(['widget-id'], { ...upload, packageId: pending })).toBe('needs packageId')
})

test('an access without a package is refused, also one in another ecosystem', () => {
  expect(withIds(['widget-id'], repositoryRead)).toBe('package_not_allowed')
  expect(withIds(['widget-id'], { ...upload, ecosystem: 'npm' })).toBe('package_not_allowed')
})

test('the refusal names the ids', () => {
  expect(projectIds.clears({ kind: 'project-ids', ids: ['gadget-id'] }, upload)).toMatchObject({
    message:
      'This token is only for PyPI packages with id gadget-id; it was used to publish pypi:acme/widget.',
  })
})
