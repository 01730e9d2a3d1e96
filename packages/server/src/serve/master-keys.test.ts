import { generateKeyPairSync } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import {
  deriveRootKey,
  formatIdentifier,
  mintMacaroon,
  type Refusal,
  refused,
  writeToken,
} from '@latchkey/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { play } from '../../../protocol/src/command/testing/play.ts'
import { keyCaveats } from '../keys/index.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { readConfiguration } from './configuration.ts'
import { program } from './program.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { withRooms } from './with-rooms.ts'

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

type Environment = Readonly<Record<string, string>>

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const run = (environment: Environment, line: string) =>
  play(program, line.split(' '), { environment, now: Date.now() })

async function json(environment: Environment, line: string) {
  const { exitCode, output } = await run(environment, `${line} --json`)
  return { exitCode, ...JSON.parse(output) }
}

const start = async (environment: Environment) => {
  const server = must(await startServer(must(readConfiguration(environment))))
  onTestFinished(() => server.close(0))
  return server
}

const fileOf = (environment: Environment) => join(environment['LATCHKEY_DATA'] ?? '', 'master-keys.json')

describe.each(testEngines)('on $name', engine => {
  let folder: string
  /** Two nodes with a folder each, one database, and one folder of files. */
  let one: Environment
  let other: Environment

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-master-keys-'))
    await engine.newUrl(folder)
  })
  afterAll(() => rm(folder, { recursive: true }))
  beforeEach(async () => {
    const place = await mkdtemp(join(folder, 'nodes-'))
    const shared = {
      ...{ PORT: '0', LATCHKEY_LOG: 'silent', LATCHKEY_FILES: join(place, 'files') },
      LATCHKEY_LIMIT_FAILED: '0',
      LATCHKEY_DATABASE: await engine.newUrl(folder),
      LATCHKEY_SECOND_FACTOR_KEY: JSON.stringify({ key: 'A'.repeat(43) }),
      LATCHKEY_HEX_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
    one = { ...shared, LATCHKEY_DATA: join(place, 'one') }
    other = { ...shared, LATCHKEY_DATA: join(place, 'other') }
  })

  const validate = ({ origin }: RunningServer, text: string) =>
    fetch(`${origin}/api/v1/validate`, { headers: { authorization: `Bearer ${text}` } })

  /** Whether a node takes a token. */
  async function statusAt(node: RunningServer, token: Secret): Promise<number> {
    const { status, body } = await validate(node, token.expose())
    await body?.cancel()
    return status
  }

  /** Whether a node that runs has taken up a master key: what is signed with it is of a key then that nobody made. */
  async function knows(node: RunningServer, kid: string): Promise<boolean> {
    const { keys } = JSON.parse(await readFile(fileOf(one), 'utf8'))
    const identifier = formatIdentifier({ kind: 'key', kid, id: 'A'.repeat(22) })
    const rootKey = deriveRootKey(Buffer.from(keys[kid], 'base64url'), identifier)
    const answer = await validate(node, writeToken(mintMacaroon({ rootKey, identifier, location: '' })))
    const { error } = (await answer.json()) as { readonly error: { readonly code: string } }
    return error.code === 'key_unknown'
  }

  let made = 0
  const makeKey = async ({ rooms }: Pick<RunningServer, 'rooms'>) => {
    const ada = await rooms.accounts.byUsername('ada')
    made += 1
    return must(
      await rooms.keys.create({
        ...{ owner: { kind: 'account', id: ada?.id ?? '' }, name: `key ${made}`, by: 'local command' },
        caveats: must(keyCaveats({ allow: [{ actions: ['read'], targets: ['*'] }] })),
      }),
    )
  }
  const makeAda = async () => {
    const password = new Secret('correct horse battery')
    await play(program, 'account create --username ada --email ada@example.com'.split(' '), {
      ...{ environment: one, now: Date.now(), input: password.expose() },
    })
  }
  const stateOf = async (environment: Environment) =>
    (await json(environment, 'master-key list')).masterKeys.map(
      ({ kid, state, here }: Record<string, string>) => [kid, state, here],
    )

  test('a rotation under load fails no request, and what was withdrawn is refused by every node within a second', async () => {
    await makeAda()
    await mkdir(other['LATCHKEY_DATA'] ?? '', { mode: 0o700 })
    await copyFile(fileOf(one), fileOf(other))
    const nodes = [await start(one), await start(other)] as const
    const old = await makeKey(nodes[0])
    expect(old.key.kid).toBe('m1')

    /** Asks one node without a pause until it refuses; gives when it last began to allow. */
    const ending = new AbortController()
    async function hammer(node: RunningServer): Promise<number> {
      for (let last = Number.NaN; !ending.signal.aborted; ) {
        const began = performance.now()
        if ((await statusAt(node, old.token)) !== 200) return last
        last = began
      }
      return Number.NaN
    }
    onTestFinished(() => ending.abort())
    let refusedEarly = true
    const hammered = nodes.map(node =>
      hammer(node).then(last => {
        if (refusedEarly) throw new Error('The old key was refused before its master key was withdrawn.')
        return last
      }),
    )

    expect(await json(one, 'master-key add')).toMatchObject({ exitCode: 0, masterKey: 'm2' })
    expect(await stateOf(other)).toContainEqual(['m2', 'known', 'missing'])
    await expect.poll(() => knows(nodes[0], 'm2')).toBe(true)
    expect(await knows(nodes[1], 'm2')).toBe(false)
    await copyFile(fileOf(one), fileOf(other))
    await expect.poll(() => knows(nodes[1], 'm2')).toBe(true)
    expect(await stateOf(other)).toContainEqual(['m2', 'known', 'installed'])

    expect((await json(one, 'master-key activate m2')).exitCode).toBe(0)
    const activated = performance.now()
    const fresh: Secret[] = []
    for (const node of nodes) {
      for (let kid = ''; kid !== 'm2'; ) {
        const { key, token } = await makeKey(node)
        kid = key.kid
        fresh.push(token)
        expect(await Promise.all(nodes.map(each => statusAt(each, token)))).toEqual([200, 200])
        // It takes a reading of the epoch, which nothing waits for.
        expect(performance.now() - activated).toBeLessThan(10_000)
        if (kid !== 'm2') fresh.pop()
      }
    }

    const counted = await json(one, 'master-key withdraw m1')
    expect(counted).toMatchObject({ exitCode: 1, withdrawn: false })
    expect(counted.owners).toEqual([{ kind: 'account', name: 'ada', keys: counted.keys }])
    expect(counted).toMatchObject({ logins: 0, people: [] })
    expect(await Promise.all(nodes.map(each => statusAt(each, old.token)))).toEqual([200, 200])

    refusedEarly = false
    expect(await json(other, 'master-key withdraw m1 --yes')).toMatchObject({ exitCode: 0, withdrawn: true })
    const withdrawn = performance.now()
    for (const last of await Promise.all(hammered)) {
      expect(last).toBeGreaterThan(0)
      expect(last - withdrawn).toBeLessThan(1000)
    }
    for (const token of fresh)
      expect(await Promise.all(nodes.map(each => statusAt(each, token)))).toEqual([200, 200])
    expect(await stateOf(one)).toEqual([
      ['m1', 'withdrawn', 'installed'],
      ['m2', 'minting', 'installed'],
    ])
  })

  test('a node that lacks a master key starts again once it has it', async () => {
    await makeAda()
    await mkdir(other['LATCHKEY_DATA'] ?? '', { mode: 0o700 })
    await copyFile(fileOf(one), fileOf(other))
    await run(one, 'master-key add')
    expect(await startServer(must(readConfiguration(other)))).toMatchObject({
      code: 'master_key_missing',
      message: expect.stringContaining(' m2,'),
    })
    await copyFile(fileOf(one), fileOf(other))
    await start(other)
  })

  test('the file is for its user alone, keeps what was in it, and no command prints a key', async () => {
    await makeAda()
    const before = JSON.parse(await readFile(fileOf(one), 'utf8'))
    const shown = [await run(one, 'master-key add'), await run(one, 'master-key add --json')]
    for (const line of ['list', 'list --json', 'activate m2', 'withdraw m1', 'withdraw m1 --yes'])
      shown.push(await run(one, `master-key ${line}`))
    const { minting, keys } = JSON.parse(await readFile(fileOf(one), 'utf8'))
    expect(minting).toBe('m2')
    expect(Object.keys(keys)).toEqual(['m1', 'm2', 'm3'])
    expect(keys.m1).toBe(before.keys.m1)
    expect((await stat(fileOf(one))).mode & 0o777).toBe(0o600)
    for (const { output, said } of shown)
      for (const key of Object.values(keys)) expect(output + said).not.toContain(key)
  })

  test('two commands that add at once lose no key', async () => {
    await makeAda()
    const outcomes = await Promise.all([1, 2, 3].map(() => json(one, 'master-key add')))
    const { keys } = JSON.parse(await readFile(fileOf(one), 'utf8'))
    const states: string[][] = await stateOf(one)
    const added = outcomes.filter(({ exitCode }) => exitCode === 0).map(({ masterKey }) => masterKey)
    expect(Object.keys(keys).sort()).toEqual(['m1', ...added].sort())
    expect(states.map(([kid]) => kid)).toEqual(Object.keys(keys))
    expect(states.map(([, , here]) => here)).not.toContain('another')
    must(await withRooms(one, async () => true))
  })

  test('an add that was interrupted says what to remove, and has changed nothing', async () => {
    await makeAda()
    await writeFile(`${fileOf(one)}.new`, '')
    expect(await json(one, 'master-key add')).toMatchObject({
      exitCode: 1,
      error: { code: 'master_keys_busy', next: expect.stringContaining(`rm ${fileOf(one)}.new`) },
    })
    expect(await stateOf(one)).toEqual([['m1', 'minting', 'installed']])
    await unlink(`${fileOf(one)}.new`)
    expect((await run(one, 'master-key add')).exitCode).toBe(0)
  })

  test('where the file is lost, another begins, and the server starts again once the lost one is withdrawn', async () => {
    await makeAda()
    const old = must(must(await withRooms(one, makeRoomKey)))
    await unlink(fileOf(one))
    expect(await json(one, 'master-key add')).toMatchObject({ error: { code: 'master_key_missing' } })
    expect(await startServer(must(readConfiguration(one)))).toMatchObject({ code: 'master_key_missing' })
    expect((await run(one, 'master-key add --lost')).exitCode).toBe(0)
    expect(await stateOf(one)).toEqual([
      ['m1', 'minting', 'missing'],
      ['m2', 'known', 'installed'],
    ])
    await run(one, 'master-key activate m2')
    await run(one, 'master-key withdraw m1 --yes')
    const server = await start(one)
    expect(await statusAt(server, old.token)).toBe(401)
    expect(await statusAt(server, (await makeKey(server)).token)).toBe(200)
  })

  test('where LATCHKEY_MASTER_KEYS holds them, the new value goes to a file and each node starts with it', async () => {
    await makeAda()
    const given = { ...one, LATCHKEY_MASTER_KEYS: await readFile(fileOf(one), 'utf8') }
    const target = join(one['LATCHKEY_DATA'] ?? '', 'next.json')
    expect((await run(given, 'master-key add')).exitCode).toBe(2)
    expect(await json(given, `master-key add --file ${target}`)).toMatchObject({ masterKey: 'm2' })
    expect(await json(given, `master-key add --file ${target}`)).toMatchObject({
      error: { code: 'file_exists' },
    })
    expect((await stat(target)).mode & 0o777).toBe(0o600)
    expect(await json(given, 'master-key activate m2')).toMatchObject({
      error: { code: 'unknown_master_key' },
    })
    const renewed = { ...one, LATCHKEY_MASTER_KEYS: await readFile(target, 'utf8') }
    const server = await start(renewed)
    expect(await json(given, 'master-key activate m2')).toMatchObject({
      error: { code: 'master_key_missing' },
    })
    expect((await run(renewed, 'master-key activate m2')).exitCode).toBe(0)
    await expect.poll(async () => (await makeKey(server)).key.kid).toBe('m2')
  })

  const makeRoomKey = (rooms: RunningServer['rooms']) => makeKey({ rooms })
})
