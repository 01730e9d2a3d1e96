import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DataFolder } from './configuration.ts'
import { prepareDataFolder, readMasterKeys } from './data-folder.ts'

const hands = { random: (length: number) => new Uint8Array(randomBytes(length)), mayMake: true }
let folder: DataFolder

beforeEach(async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'latchkey-data-')), 'data')
  folder = {
    path,
    masterKeys: join(path, 'master-keys.json'),
    secondFactorKey: join(path, 'second-factor-key.json'),
    hexSigningKey: join(path, 'hex-signing-key.pem'),
    files: join(path, 'files'),
  }
  await prepareDataFolder(folder)
})

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('the data folder', () => {
  test('is for the user that runs the server alone', async () => {
    expect(await modeOf(folder.path)).toBe('700')
  })

  test('the first start makes one master key of 32 bytes that only that user can read', async () => {
    const made = await readMasterKeys(folder.masterKeys, hands)
    if (refused(made)) throw new Error(made.message)
    expect(made.keys.get(made.minting)).toHaveLength(32)
    expect(await modeOf(folder.masterKeys)).toBe('600')
    expect((await readdir(folder.path)).sort()).toEqual(['files', 'master-keys.json'])
  })

  test('a later start reads the same key', async () => {
    const made = await readMasterKeys(folder.masterKeys, hands)
    expect(await readMasterKeys(folder.masterKeys, { ...hands, mayMake: false })).toEqual(made)
  })

  test('two first starts at once agree on one key, and leave nothing else behind', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => readMasterKeys(folder.masterKeys, hands)))
    expect(one).toEqual(other)
    expect((await readdir(folder.path)).sort()).toEqual(['files', 'master-keys.json'])
  })

  test('where the database knows of a key, a missing file refuses instead of making every token worthless', async () => {
    expect(await readMasterKeys(folder.masterKeys, { ...hands, mayMake: false })).toMatchObject({
      code: 'master_key_missing',
    })
    expect(await readdir(folder.path)).toEqual(['files'])
  })

  test('a file that others can read refuses and says which command closes it', async () => {
    await readMasterKeys(folder.masterKeys, hands)
    await chmod(folder.masterKeys, 0o644)
    expect(await readMasterKeys(folder.masterKeys, hands)).toMatchObject({
      code: 'master_key_exposed',
      next: `Type: chmod 600 ${folder.masterKeys}`,
    })
  })

  test.each([
    ['cut off', '{"minting":"m1","keys":{'],
    [
      'without the minting key',
      '{"minting":"m2","keys":{"m1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}',
    ],
    ['with a short key', '{"minting":"m1","keys":{"m1":"AAAA"}}'],
    [
      'with an unknown field',
      '{"minting":"m1","keys":{"m1":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},"x":1}',
    ],
  ])('a file %s is refused and left as it is', async (_, text) => {
    await writeFile(folder.masterKeys, text, { mode: 0o600 })
    expect(await readMasterKeys(folder.masterKeys, hands)).toMatchObject({ code: 'master_key_unreadable' })
  })
})
