import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendCaveat, type Macaroon, readToken, writeToken } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play, type Scene } from '../../../../protocol/src/command/testing/play.ts'
import { migrations } from '../../storage/migrations/index.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'

const password = 'correct horse battery staple'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-commands-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(testEngines)('beside a server on $name', engine => {
  let environment: Record<string, string>

  beforeAll(async () => {
    const data = await mkdtemp(join(folder, 'data-'))
    environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: await engine.newUrl(data) }
  })

  const run = (line: string, scene: Scene = {}) =>
    play(program, line.split(' '), { now: Date.now(), environment, ...scene })

  async function json(line: string, scene: Scene = {}) {
    const played = await run(`${line} --json`, scene)
    expect(played.said).toBe('')
    return { exitCode: played.exitCode, ...JSON.parse(played.output) }
  }

  test.each([
    'key list --account ada',
    'key create --account ada --name ci --allow read=pypi:acme',
    'key revoke AAAAAAAAAAAAAAAAAAAAAA',
    'organization create acme --owner ada',
    'organization quota acme 1GiB',
    'repository create pypi:acme',
  ])('"%s" makes nothing where there is nothing, and names the setting', async line => {
    const data = join(folder, `nowhere-${engine.name}`)
    const LATCHKEY_DATABASE = await engine.newUrl(folder)
    const LATCHKEY_MASTER_KEYS = JSON.stringify({ minting: 'm1', keys: { m1: 'A'.repeat(43) } })
    for (const given of [{}, { LATCHKEY_DATABASE }, { LATCHKEY_DATABASE, LATCHKEY_MASTER_KEYS }]) {
      const played = await json(line, { environment: { LATCHKEY_DATA: data, ...given } })
      expect(played).toMatchObject({
        exitCode: 1,
        error: { code: 'nothing_here', next: expect.stringContaining('LATCHKEY_DATA') },
      })
    }
    expect(existsSync(data)).toBe(false)
    const file = LATCHKEY_DATABASE.replace('sqlite:', '')
    expect(existsSync(file)).toBe(false)
  })

  test('migrate makes the database, and says so once', async () => {
    expect(await json('migrate')).toEqual({ exitCode: 0, migrated: migrations.map(({ name }) => name) })
    expect((await run('migrate')).output).toBe('The database is up to date.\n')
  })

  test('an account is made with a password from standard input, or from a file', async () => {
    const ada = 'account create --username ada --email ada@example.com --administrator'
    expect(await json(ada, { input: `${password}\n` })).toMatchObject({
      exitCode: 0,
      account: { username: 'ada', administrator: true },
    })
    const bob = 'account create --username bob --email bob@example.com --password-file bob.txt'
    expect(await run(bob, { files: { 'bob.txt': `${password}\n` } })).toMatchObject({ exitCode: 0 })
  })

  test.each([
    ['account create --username ada --email ada@example.com', password, 'name_taken'],
    ['account create --username Ada! --email ada@example.com', password, 'invalid_name'],
    ['account create --username eve --email nowhere', password, 'invalid_email'],
    ['account create --username eve --email eve@example.com', 'password', 'weak_password'],
    ['account create --username eve --email eve@example.com', '', 'secret_missing'],
    [
      'account create --username eve --email eve@example.com --password-file none.txt',
      password,
      'secret_missing',
    ],
  ])('%s, given "%s", is refused: %s', async (line, input, code) => {
    expect(await json(line, { input })).toMatchObject({ exitCode: 1, error: { code } })
  })

  test('a password is never taken from the command line', async () => {
    const played = await run(`account create --username eve --email eve@example.com --password hunter2`)
    expect(played).toMatchObject({ exitCode: 2 })
    expect(played.output + played.said).not.toContain('hunter2')
  })

  test('an organization asks nothing beyond roles until it is told to, and what is named is changed', async () => {
    await run('organization create strict --owner ada')
    const open = {
      ...{ requireSecondFactor: false, keysNeedWindow: false, longestKeyDays: null },
      ...{ keyMakers: 'admin', keyExchange: 'allow' },
    }
    expect(await json('organization policy strict')).toEqual({
      exitCode: 0,
      organization: 'strict',
      policy: open,
    })
    const set = { ...open, requireSecondFactor: true, longestKeyDays: 30, keyExchange: 'warn' }
    expect(
      await json(
        'organization policy strict --require-second-factor yes --longest-key-days 30 --key-exchange warn',
      ),
    ).toMatchObject({ exitCode: 0, policy: set })
    expect(await json('organization policy strict --longest-key-days none --key-makers owner')).toMatchObject(
      { exitCode: 0, policy: { ...set, longestKeyDays: null, keyMakers: 'owner' } },
    )
    expect((await run('organization policy strict')).output).toContain(
      'a second factor is required of everybody: yes',
    )
    for (const wrong of [
      '--require-second-factor maybe',
      '--keys-need-window 1',
      '--longest-key-days many',
      '--key-makers write',
      '--key-exchange never',
    ]) {
      expect([wrong, (await run(`organization policy strict ${wrong}`)).exitCode]).toEqual([wrong, 2])
    }
    expect(await json('organization policy strict --longest-key-days 0')).toMatchObject({
      error: { code: 'invalid_policy' },
    })
    expect(await json('organization policy nobody')).toMatchObject({
      error: { code: 'unknown_organization' },
    })
  })

  test('an organization has a quota once it is set, and none again', async () => {
    expect(await json('organization create full --owner ada')).toMatchObject({ exitCode: 0 })
    const none = { organization: 'full', used: 0, quota: { storage: null, file: null } }
    expect(await json('organization quota full')).toEqual({ exitCode: 0, ...none })
    expect(await json('organization quota full 10GiB --file 100MiB')).toEqual({
      ...{ exitCode: 0, organization: 'full', used: 0 },
      quota: { storage: 10 * 1024 ** 3, file: 100 * 1024 ** 2 },
    })
    expect(await json('organization quota full --file none')).toMatchObject({
      quota: { storage: 10 * 1024 ** 3, file: null },
    })
    expect(await json('organization quota full none')).toEqual({ exitCode: 0, ...none })
    expect((await run('organization quota full')).output).toBe(
      'full uses 0 bytes. Its quota: none for all files, none for one.\n',
    )
    for (const size of ['much', '-1', '1.5GiB', '999999999999999TiB'])
      expect(await run(`organization quota full ${size}`)).toMatchObject({ exitCode: 2 })
    expect(await json('organization quota nobody 1GiB')).toMatchObject({
      exitCode: 1,
      error: { code: 'unknown_organization' },
    })
  })

  test('an organization has an owner, and its repository is private unless told', async () => {
    expect(await json('organization create acme --owner ada')).toMatchObject({
      exitCode: 0,
      organization: { name: 'acme', owner: 'ada' },
    })
    expect(await json('repository create pypi:acme')).toMatchObject({
      exitCode: 0,
      repository: { ecosystem: 'pypi', organization: 'acme', visibility: 'private' },
    })
  })

  test('names are reserved for a repository, listed and given up', async () => {
    expect((await run('repository reserve pypi:acme')).output).toBe('Nothing is reserved.\n')
    expect(await json('repository reserve pypi:acme Acme_* widget')).toEqual({
      ...{ exitCode: 0, repository: 'pypi:acme', reservations: ['acme-*', 'widget'] },
    })
    expect(await json('repository unreserve pypi:acme widget')).toEqual({
      ...{ exitCode: 0, repository: 'pypi:acme', released: ['widget'] },
    })
    expect((await run('repository reserve pypi:acme')).output).toBe('acme-*\n')
  })

  test.each([
    ['organization create beta --owner nobody', 'unknown_account'],
    ['organization create acme --owner ada', 'name_taken'],
    ['repository create pypi:beta', 'unknown_organization'],
    ['repository create pypi:acme', 'repository_exists'],
    ['repository create conda:acme', 'unknown_ecosystem'],
    ['repository reserve pypi:beta', 'unknown_repository'],
    ['repository reserve pypi:acme *', 'reservation_malformed'],
    ['repository unreserve pypi:acme never', 'unknown_reservation'],
    [
      'key create --organization beta --role write --name ci --allow publish=pypi:beta',
      'unknown_organization',
    ],
    ['key create --organization acme --name ci --allow publish=pypi:acme', 'role_required'],
    ['key create --account ada --name ci --allow destroy=pypi:acme', 'unknown_action'],
    ['key create --account ada --name ci', 'allow_missing'],
    ['key revoke AAAAAAAAAAAAAAAAAAAAAA', 'unknown_key'],
    ['key rename AAAAAAAAAAAAAAAAAAAAAA --name ci', 'unknown_key'],
    ['key tighten AAAAAAAAAAAAAAAAAAAAAA --expires 7d', 'unknown_key'],
    ['key rotate AAAAAAAAAAAAAAAAAAAAAA', 'unknown_key'],
  ])('"%s" is refused: %s', async (line, code) => {
    expect(await json(line)).toMatchObject({ exitCode: 1, error: { code } })
  })

  test.each([
    'repository create acme',
    'key list',
    'key list --account ada --organization acme',
    'key revoke',
    'key tighten AAAAAAAAAAAAAAAAAAAAAA',
    'key burn latchkey-typed-where-everybody-sees-it',
    'key create --account ada --name ci --allow read=pypi:acme --role chief',
  ])('"%s" is typed wrongly', async line => {
    expect(await run(line)).toMatchObject({ exitCode: 2, output: '' })
  })

  test('a key is printed once, listed without its text, and revoked', async () => {
    const line =
      'key create --organization acme --role write --name ci --allow publish=pypi:acme/widget --allow read=pypi:acme --network 10.0.0.0/8 --expires 7d'
    const created = await run(line)
    const token = created.output.trim()
    expect(token).toMatch(/^latchkey-[\w-]{80,125}$/)
    expect(created.said).toContain('shown once')

    const listed = await json('key list --organization acme')
    expect(listed.keys).toHaveLength(1)
    expect(listed.keys[0]).toMatchObject({ name: 'ci', role: 'write' })
    expect(JSON.stringify(listed)).not.toContain(token)
    expect((await run('key list --organization acme')).output).toContain('pypi:acme/widget')

    expect(await json(`key revoke ${listed.keys[0].id}`)).toMatchObject({
      exitCode: 0,
      keys: [{ name: 'ci' }],
    })
    expect((await run('key list --organization acme')).output).toContain('(revoked 2')
    expect((await run('key list --account ada')).output).toBe('No keys.\n')
  })

  describe('a key that is there', () => {
    const make = async (name: string) => {
      const made = await json(`key create --account ada --name ${name} --allow publish,read=pypi:acme`)
      return { id: made.key.id as string, token: made.token as string }
    }

    test('is renamed and tightened, several at once', async () => {
      const [one, other] = [await make('one'), await make('other')]
      expect(await json(`key rename ${one.id} --name first`)).toMatchObject({ key: { name: 'first' } })
      const line = `key tighten ${one.id} ${other.id} --allow publish=pypi:acme/widget --expires 7d`
      const tightened = await json(line)
      expect(tightened.exitCode).toBe(0)
      for (const key of tightened.keys)
        expect(key.may).toEqual([expect.stringContaining('read'), expect.stringContaining('widget')])
      expect((await run(`key tighten ${one.id} --network 10.0.0.0/8`)).output).toContain('"first":')
      const far = `key tighten ${one.id} unknown --network 192.0.2.0/24`
      expect(await json(far)).toMatchObject({ error: { code: 'unknown_key' } })
      expect(JSON.stringify(await json('key list --account ada'))).not.toContain('192.0.2.0/24')
    })

    test('is rotated: the new text alone is on standard output, and the old key ends when that was said', async () => {
      const { id } = await make('rotated')
      const rotated = await run(`key rotate ${id} --overlap 1h`)
      expect(rotated.output).toMatch(/^latchkey-[\w-]{80,125}\n$/)
      expect(rotated.said).toContain('works until')
      const { keys } = await json('key list --account ada')
      const [old, successor] = [id, undefined].map(each =>
        keys.find(
          (key: { id: string; name: string }) => key.name === 'rotated' && (key.id === id) === (each === id),
        ),
      )
      expect(old.replacedBy).toBe(successor.id)
      expect(await json(`key rotate ${successor.id} --overlap 0`)).toMatchObject({
        exitCode: 0,
        old: { id: successor.id },
        token: expect.stringContaining('latchkey-'),
      })
    })

    test('is revoked with others, or none is where one is unknown', async () => {
      const [one, other] = [await make('a'), await make('b')]
      expect(await json(`key revoke ${one.id} unknown`)).toMatchObject({ error: { code: 'unknown_key' } })
      const revoked = await json(`key revoke ${one.id} ${other.id}`)
      expect(revoked.keys.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
    })

    test('is burned by its text, which comes from standard input or a file; a token made from it dies alone', async () => {
      const { id, token } = await make('leaked')
      const part = writeToken(
        appendCaveat(readToken(token) as Macaroon, new TextEncoder().encode('["version",["1.0"]]')),
      )
      expect(await json('key burn', { input: `${part}\n` })).toMatchObject({
        exitCode: 0,
        whole: false,
        key: { id },
      })
      expect(await json('key burn --token-file it.txt', { files: { 'it.txt': token } })).toMatchObject({
        exitCode: 0,
        whole: true,
        key: { id, revokedAt: expect.any(String) },
      })
      expect(await json('key burn', { input: 'hunter2' })).toMatchObject({ exitCode: 1 })
      expect(await json('key burn', { input: '' })).toMatchObject({ error: { code: 'secret_missing' } })
    })
  })

  test('the master key is made once, for its user alone', async () => {
    const path = join(environment['LATCHKEY_DATA'] ?? '', 'master-keys.json')
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
    expect(Object.keys(JSON.parse(await readFile(path, 'utf8')).keys)).toEqual(['m1'])
  })
})
