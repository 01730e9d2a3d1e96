import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { privatePath } from './private-path.ts'

const where = (folder: string, environment: Record<string, string>) =>
  dirname(privatePath({ folder, environment }))

test('files of a run lie in the folder of the session, else where temporary files do', () => {
  expect(where('/project', { XDG_RUNTIME_DIR: '/run/user/1', TMPDIR: '/t' })).toBe('/run/user/1')
  expect(where('/project', { TMPDIR: '/t' })).toBe('/t')
})

test('but never below the folder that a client may publish whole', () => {
  expect(where('/project', { TMPDIR: '/project/tmp', HOME: '/home/ada' })).not.toContain('/project')
  expect(where('/tmp', { TMPDIR: '/tmp/t', HOME: '/home/ada' })).toBe('/home/ada')
  expect(where('/project', { TMPDIR: '/project-tmp' })).toBe('/project-tmp')
})

test('no two runs share one', () => {
  const scene = { folder: '/project', environment: {} }
  expect(privatePath(scene)).not.toBe(privatePath(scene))
})
