import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { privatePath } from './private-path.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-private-path-')))
const at = (name: string) => join(root, name)
beforeAll(() => {
  for (const name of ['project', 'project/tmp', 'project-tmp', '..project', 'session', 't', 'home'])
    mkdirSync(at(name))
  symlinkSync(at('project/tmp'), at('link'))
})
afterEach(() => void vi.restoreAllMocks())
afterAll(() => rmSync(root, { recursive: true, force: true }))

const where = (folder: string, environment: Record<string, string>) =>
  dirname(privatePath({ folder, environment }))

test('files of a run lie in the folder of the session, else where temporary files do', () => {
  expect(where(at('project'), { XDG_RUNTIME_DIR: at('session'), TMPDIR: at('t') })).toBe(at('session'))
  expect(where(at('project'), { TMPDIR: at('t') })).toBe(at('t'))
})

test('a folder of the session that is gone, or of another person, is passed over', () => {
  expect(where(at('project'), { XDG_RUNTIME_DIR: at('gone'), TMPDIR: at('t') })).toBe(at('t'))
  expect(where(at('project'), { TMPDIR: at('gone'), HOME: at('home') })).toBe(tmpdir())
  vi.spyOn(process, 'geteuid').mockReturnValue(4711)
  expect(where(at('project'), { XDG_RUNTIME_DIR: at('session'), TMPDIR: at('t') })).toBe(at('t'))
})

test('but never below the folder that a client may publish whole', () => {
  expect(where(at('project'), { TMPDIR: at('project/tmp'), HOME: at('home') })).not.toContain(at('project'))
  expect(where(at('project'), { TMPDIR: at('link'), HOME: at('home') })).toBe(tmpdir())
  expect(where(at('link'), { TMPDIR: at('project/tmp'), HOME: at('home') })).toBe(tmpdir())
  expect(where(at('project'), { TMPDIR: at('project-tmp') })).toBe(at('project-tmp'))
  expect(where(root, { TMPDIR: at('..project') })).not.toBe(at('..project'))
})

test('no two runs share one', () => {
  const scene = { folder: at('project'), environment: {} }
  expect(privatePath(scene)).not.toBe(privatePath(scene))
})
