import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileLocks, thisMachine } from '@latchkey/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeSettings, readSettings } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As another process has them: with locks of its own. */
function keepings() {
  const { clock, random } = thisMachine()
  return { folder, locks: createFileLocks({ folder: join(folder, 'locks'), clock, random }) }
}

test('of logins at different registries that end at once, none is forgotten', async () => {
  const registries = Array.from({ length: 8 }, (_, index) => `https://r${index}.example`)
  await Promise.all(
    registries.map(registry =>
      changeSettings(keepings(), ({ known }) => ({
        current: { registry },
        known: [...known, { registry }],
      })),
    ),
  )
  const { known } = (await readSettings(folder)) as { known: readonly { registry: string }[] }
  expect(known.map(({ registry }) => registry).sort()).toEqual(registries)
  expect(readdirSync(folder).sort()).toEqual(['locks', 'settings.json'])
})

test('nobody else can read which registries there are', async () => {
  await changeSettings(keepings(), settings => settings)
  expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0)
})

test.each([
  '',
  '{',
  '{"version":2,"known":[]}',
  '{"version":1,"known":[{"registry":1}]}',
  '{"version":1}',
  'null',
])('what cannot be read is said, and not written over: %j', async text => {
  writeFileSync(join(folder, 'settings.json'), text)
  expect(await changeSettings(keepings(), () => ({ known: [] }))).toMatchObject({ code: 'corrupt_settings' })
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text)
})
