import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { play } from '../../../protocol/src/command/testing/play.ts'
import { readConfiguration } from './configuration.ts'
import { program } from './program.ts'
import { startServer } from './start-server.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(each => rm(each, { recursive: true }))))

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const another = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('the Hex signing key', () => {
  let data: string
  let path: string

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'latchkey-hex-signing-key-'))
    folders.push(data)
    path = join(data, 'hex-signing-key.pem')
  })

  async function start(more: Readonly<Record<string, string>> = {}) {
    const environment = { PORT: '0', LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data, ...more }
    const configuration = readConfiguration(environment)
    if (refused(configuration)) return configuration
    const server = await startServer(configuration)
    if (!refused(server)) onTestFinished(() => server.close(0))
    return server
  }
  /** Gives the public key that clients are given. */
  const startAndStop = async (more: Readonly<Record<string, string>> = {}) => {
    const server = await start(more)
    if (refused(server)) throw new Error(server.message)
    const answer = await fetch(`${server.origin}/hex/repo/public_key`)
    await server.close(0)
    return answer.text()
  }
  const run = (line: string) =>
    play(program, line.split(' '), {
      environment: { LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data },
      now: Date.now(),
    })

  test('is made by the first start, of 2048 bits, for its owner only, and kept by the next', async () => {
    const shown = await startAndStop()
    const made = await readFile(path, 'utf8')
    expect(createPrivateKey(made).asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await startAndStop()).toBe(shown)
    expect(await readFile(path, 'utf8')).toBe(made)
  })

  test('that is not there any more is not made again', async () => {
    await startAndStop()
    await unlink(path)
    expect(await start()).toMatchObject({ code: 'hex_signing_key_missing' })
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test('that is lost for good is forgotten, and the next start makes another', async () => {
    const shown = await startAndStop()
    await unlink(path)
    const asked = await run('hex-signing-key forget')
    expect([asked.exitCode, asked.output]).toEqual([1, expect.stringContaining('Nothing has changed')])
    expect(await start()).toMatchObject({ code: 'hex_signing_key_missing' })
    expect(JSON.parse((await run('hex-signing-key forget --yes --json')).output)).toEqual({ forgotten: true })
    expect(await run('hex-signing-key forget --yes')).toMatchObject({ exitCode: 1 })
    const other = await startAndStop()
    expect(other).toMatch(/^-----BEGIN PUBLIC KEY-----/)
    expect(other).not.toBe(shown)
  })

  test('that is another than this database’s refuses to start, whether in the file or in the setting', async () => {
    await startAndStop()
    const own = await readFile(path, 'utf8')
    await writeFile(path, another, { mode: 0o600 })
    expect(await start()).toMatchObject({ code: 'hex_signing_key_differs' })
    expect(await start({ LATCHKEY_HEX_SIGNING_KEY: another })).toMatchObject({
      code: 'hex_signing_key_differs',
    })
    await startAndStop({ LATCHKEY_HEX_SIGNING_KEY: own })
  })

  test('that the setting holds, or names by its file, is not written to the data folder', async () => {
    const shown = await startAndStop({ LATCHKEY_HEX_SIGNING_KEY: another })
    const elsewhere = join(data, 'elsewhere.pem')
    await writeFile(elsewhere, another, { mode: 0o600 })
    expect(await startAndStop({ LATCHKEY_HEX_SIGNING_KEY_FILE: elsewhere })).toBe(shown)
    await expect(stat(path)).rejects.toThrow('ENOENT')
    expect(await start()).toMatchObject({ code: 'hex_signing_key_missing' })
  })

  test('that others can read refuses, and says which command closes it', async () => {
    await startAndStop()
    await chmod(path, 0o640)
    expect(await start()).toMatchObject({
      code: 'hex_signing_key_exposed',
      next: `Type: chmod 600 ${path}`,
    })
  })

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  test.each(['', '{', another.slice(0, 500), weak.export({ type: 'pkcs8', format: 'pem' }).toString()])(
    'that is malformed or weak is refused, left as it is and not shown: %#',
    async malformed => {
      await writeFile(path, malformed, { mode: 0o600 })
      expect(await start()).toMatchObject({ code: 'hex_signing_key_unreadable' })
      expect(await readFile(path, 'utf8')).toBe(malformed)
      if (malformed === '') return
      const given = await start({ LATCHKEY_HEX_SIGNING_KEY: malformed })
      expect(given).toMatchObject({ message: expect.stringContaining('LATCHKEY_HEX_SIGNING_KEY') })
      expect(JSON.stringify(given)).not.toContain(malformed.slice(30, 60) || '\0')
    },
  )
})

describe('the public repository at the root of Hex’s', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ LATCHKEY_HEX_ROOT: 'https://repo.hex.pm' }, 'LATCHKEY_HEX_ROOT is set without LATCHKEY_HEX_ROOT_KEY'],
    [{ LATCHKEY_HEX_ROOT_KEY: '/key.pem' }, 'LATCHKEY_HEX_ROOT_KEY is set without LATCHKEY_HEX_ROOT'],
    ...[
      'http://repo.hex.pm',
      'https://user:password@repo.hex.pm',
      'https://repo.hex.pm/?a',
      'repo.hex.pm',
    ].map((address): [Readonly<Record<string, string>>, string] => [
      { LATCHKEY_HEX_ROOT: address, LATCHKEY_HEX_ROOT_KEY: '/key.pem' },
      'LATCHKEY_HEX_ROOT is set to something that cannot be used',
    ]),
  ])('is named with its key, at a safe address: %j', (environment, message) => {
    expect(readConfiguration(environment)).toMatchObject({ message: expect.stringContaining(message) })
  })

  test('is not taken with a key that is none', async () => {
    const data = await mkdtemp(join(tmpdir(), 'latchkey-hex-root-'))
    folders.push(data)
    const key = join(data, 'key.pem')
    const start = async () => {
      const configuration = readConfiguration({
        ...{ PORT: '0', LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data },
        ...{ LATCHKEY_HEX_ROOT: 'https://repo.hex.pm/', LATCHKEY_HEX_ROOT_KEY: key },
      })
      return refused(configuration) ? configuration : startServer(configuration)
    }
    expect(await start()).toMatchObject({ code: 'hex_root_key_unusable' })
    await writeFile(key, another)
    expect(await start()).toMatchObject({ code: 'hex_root_key_unusable' })
  })
})
