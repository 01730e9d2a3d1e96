import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reserveSecretFile, type SecretFile } from './secret-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-secret-file-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const reserve = (name: string, force = false) => reserveSecretFile(name, { folder, force })

function there(file: SecretFile | Refusal): SecretFile {
  if (refused(file)) throw new Error(`${file.code}: ${file.message}`)
  return file
}

test('the place is there before the secret, and is this person’s alone from the first instant', async () => {
  const file = there(await reserve('ci.key'))
  expect([readFileSync(file.path, 'utf8'), statSync(file.path).mode & 0o777]).toEqual(['', 0o600])
  await file.write(new Secret('hunter2'))
  expect(readFileSync(file.path, 'utf8')).toBe('hunter2\n')
})

test('what was abandoned leaves nothing, and what was there before', async () => {
  await there(await reserve('new.key')).abandon()
  writeFileSync(join(folder, 'old.key'), 'old')
  await there(await reserve('old.key', true)).abandon()
  expect(readdirSync(folder)).toEqual(['old.key'])
  expect(readFileSync(join(folder, 'old.key'), 'utf8')).toBe('old')
})

test('with force what is there is replaced as a whole, open modes and all; until then it stays', async () => {
  const path = join(folder, 'old.key')
  writeFileSync(path, 'old', { mode: 0o644 })
  const file = there(await reserve('old.key', true))
  expect(readFileSync(path, 'utf8')).toBe('old')
  await file.write(new Secret('new'))
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new\n', 0o600])
  expect(readdirSync(folder)).toEqual(['old.key'])
})

test('a link is followed neither with force nor without: whoever laid it reads nothing', async () => {
  const target = join(folder, 'public.txt')
  writeFileSync(target, 'public')
  symlinkSync(target, join(folder, 'ci.key'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.key'))
  expect(await reserve('ci.key')).toMatchObject({ code: 'file_exists' })
  expect(await reserve('dangling.key')).toMatchObject({ code: 'file_exists' })
  await there(await reserve('ci.key', true)).write(new Secret('hunter2'))
  expect(readFileSync(target, 'utf8')).toBe('public')
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})

test('nothing is written where the next commit would publish it; where git ignores it, it is', async () => {
  execFileSync('git', ['init', '--quiet', folder])
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  for (const force of [true, false])
    expect(await reserve('deep/er/ci.key', force)).toMatchObject({
      ...{ code: 'file_in_work_tree', message: expect.stringContaining(folder) },
    })
  const elsewhere = mkdtempSync(join(tmpdir(), 'latchkey-link-'))
  symlinkSync(join(folder, 'deep'), join(elsewhere, 'link'))
  expect(await reserve(join(elsewhere, 'link/ci.key'))).toMatchObject({ code: 'file_in_work_tree' })
  rmSync(elsewhere, { recursive: true })
  expect(readdirSync(join(folder, 'deep/er'))).toEqual([])
  writeFileSync(join(folder, '.gitignore'), '*.key\n')
  await there(await reserve('deep/er/ci.key')).write(new Secret('hunter2'))
  expect(readFileSync(join(folder, 'deep/er/ci.key'), 'utf8')).toBe('hunter2\n')
})

test('a device is not replaced, nor a link to one: root would have no terminal any more', async () => {
  symlinkSync('/dev/null', join(folder, 'output'))
  for (const path of ['/dev/null', 'output']) {
    expect(await reserve(path, true)).toMatchObject({ code: 'unwritable_file' })
    expect(statSync(resolve(folder, path)).isCharacterDevice()).toBe(true)
  }
})

test.each([
  ['a folder that is not there', 'nowhere/ci.key', false],
  ['a folder itself', '.', true],
])('%s is refused before anything is asked for', async (_, name, force) => {
  expect(await reserve(name, force)).toMatchObject({ code: 'unwritable_file', next: expect.any(String) })
})
