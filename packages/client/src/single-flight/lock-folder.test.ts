import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyFolder } from '../../../../test/support/folder.ts'
import { beat, beatNow, lockPath, look, sweep, take } from './lock-folder.ts'

const owner = { pid: 4711, host: 'build-3', since: 1_795_300_000_000 }

function newFolder(): string {
  const folder = emptyFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  return folder.path
}

test('the name of a lock’s folder is short, readable, and that of no other name', () => {
  expect(lockPath('/f', 'login https://a.example')).toMatch(/^\/f\/login-https-a-example-[0-9a-f]{16}$/)
  expect(lockPath('/f', 'login https://a.example')).not.toBe(lockPath('/f', 'login https://a/example'))
  const long = lockPath('/f', `login ${'x'.repeat(500)}`)
  expect(long).toHaveLength('/f/'.length + 40 + 1 + 16)
})

describe('taking a lock', () => {
  test('puts its holder there, and leaves nothing beside it', async () => {
    const folder = newFolder()
    const path = join(folder, 'login')
    expect(await take(folder, path, 'mine', owner)).toBe(true)
    expect(readdirSync(folder)).toEqual(['login'])
    const [entry] = await look(path)
    expect(entry).toMatchObject({ path: join(path, 'mine'), owner })
  })

  test('that somebody has fails, leaves it to them, and nothing beside it', async () => {
    const folder = newFolder()
    const path = join(folder, 'login')
    await take(folder, path, 'theirs', owner)
    expect(await take(folder, path, 'mine', owner)).toBe(false)
    expect([readdirSync(folder), readdirSync(path)]).toEqual([['login'], ['theirs']])
  })

  test('twice succeeds: the answer to the first may have been lost on the way', async () => {
    const folder = newFolder()
    const path = join(folder, 'login')
    await take(folder, path, 'mine', owner)
    expect(await take(folder, path, 'mine', owner)).toBe(true)
  })

  test('fails loudly where the reason is none that waiting would mend', async () => {
    const folder = newFolder()
    await expect(take(folder, join(folder, 'x'.repeat(300)), 'mine', owner)).rejects.toThrow('ENAMETOOLONG')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a look', () => {
  test('finds nothing where nothing is, and fails loudly where it cannot tell', async () => {
    const folder = newFolder()
    expect(await look(join(folder, 'login'))).toEqual([])
    writeFileSync(join(folder, 'file'), '')
    await expect(look(join(folder, 'file', 'login'))).rejects.toThrow('ENOTDIR')
  })

  test('tells a beat from the one before, of a holder and of a file in the lock’s place', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'lock'))
    for (const path of [join(folder, 'lock', 'nonce'), join(folder, 'place')]) {
      writeFileSync(path, '')
      const place = path.endsWith('nonce') ? join(folder, 'lock') : path
      utimesSync(path, 5, 5)
      const [before] = await look(place)
      // Less than a number of JavaScript could hold beside the seconds.
      utimesSync(path, 5, 5.000_001)
      const [after] = await look(place)
      expect(after?.beat).not.toBe(before?.beat)
    }
  })
})

test('a beat is shown at its time, and not by who does not hold the lock', async () => {
  const folder = newFolder()
  const path = join(folder, 'login')
  await take(folder, path, 'mine', owner)
  for (const [show, at] of [
    [beat, 1_795_300_003_000],
    [beatNow, 1_795_300_006_000],
  ] as const) {
    expect(await show(path, 'mine', at)).toBe(true)
    const { atimeMs, mtimeMs } = statSync(join(path, 'mine'))
    expect([atimeMs, mtimeMs]).toEqual([at, at])
    expect(await show(path, 'theirs', at)).toBe(false)
  }
})

test('sweeping takes what the dead had made ready, and no lock, whosever it is', async () => {
  const folder = newFolder()
  for (const [name, content] of [
    ['.dead', JSON.stringify(owner)],
    ['.live', JSON.stringify({ ...owner, pid: 1 })],
    ['lock', JSON.stringify(owner)],
  ] as const) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'nonce'), content)
  }
  mkdirSync(join(folder, '.empty'))
  await sweep(folder, async ({ owner: found }) => found?.pid === owner.pid)
  expect(readdirSync(folder)).toEqual(['.live', 'lock'])
  expect(existsSync(join(folder, 'lock', 'nonce'))).toBe(true)
})
