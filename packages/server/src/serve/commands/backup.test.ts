import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Played, play, type Scene } from '../../../../protocol/src/command/testing/play.ts'
import { takeBackup } from '../../backups/index.ts'
import { makeWheel } from '../../ecosystems/pypi/testing/wheel.ts'
import { document } from '../../repositories/testing/publish.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { clock, random } from '../machine.ts'
import { program } from '../program.ts'
import { withRooms } from '../with-rooms.ts'
import { findPublisher } from './publisher.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fresh = (name: string) => mkdtempSync(join(folder, `${name}-`))

interface Latchkey {
  readonly data: string
  run(line: string, scene?: Scene): Promise<Played>
  json(line: string): Promise<{ exitCode: number; [name: string]: unknown }>
  environment: Record<string, string>
}

function latchkeyAt(data: string, database: string): Latchkey {
  const environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: database, LATCHKEY_LOG: 'silent' }
  const run = (line: string, scene: Scene = {}) =>
    play(program, line.split(' '), { now: Date.now(), environment, ...scene })
  return {
    ...{ data, environment, run },
    async json(line) {
      const { exitCode, output } = await run(`${line} --json`)
      return { exitCode, ...JSON.parse(output) }
    },
  }
}

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

describe.each(testEngines)('a backup of a Latchkey on $name', engine => {
  let house: Latchkey
  let key: string
  let backup: string

  beforeAll(async () => {
    const data = fresh('data')
    house = latchkeyAt(data, await engine.newUrl(data))
    await house.run('account create --username ada --email ada@example.com', {
      input: 'correct horse battery staple\n',
    })
    await house.run('organization create acme --owner ada')
    await house.run('repository create pypi:acme')
    key = (await house.run('key create --account ada --name laptop --allow read,publish=*')).output.trim()
    await house.run('key create --account ada --name revoked --allow read=*')
    const { keys } = await house.json('key list --account ada')
    const revoked = (keys as { name: string; id: string }[]).find(({ name }) => name === 'revoked')
    await house.run(`key revoke ${revoked?.id}`)
    const wheels = fresh('wheels')
    makeWheel(wheels, { name: 'widget', version: '1.0' })
    makeWheel(wheels, { name: 'widget', version: '1.1', entries: [['more.py', '']] })
    await house.run(`repository import pypi:acme ${wheels}`)
    await withRooms(house.environment, async rooms => {
      const [acme, upstream] = [await rooms.organizations.byName('acme'), await rooms.openUpstream()]
      const ada = acme && (await findPublisher(rooms, acme, 'ada'))
      if (refused(upstream) || ada === undefined || refused(ada)) throw new Error('They are there.')
      const received = await upstream.receive(one('documentation'), { limit: 100 })
      if (refused(received)) throw new Error(received.message)
      await received.keep()
      expect(await document(rooms, ada, 'documentation')).toMatchObject({ version: '1.0' })
    })
    backup = join(fresh('backup'), 'latchkey')
  })

  /** What is never in a backup. */
  function bringKeys(data: string): void {
    for (const name of ['master-keys.json', 'second-factor-key.json', 'hex-signing-key.pem']) {
      writeFileSync(join(data, name), readFileSync(join(house.data, name)), { mode: 0o600 })
    }
  }

  test('is whole, for its owner only, and says where the keys are that are not in it', async () => {
    const { exitCode, output, said } = await house.run(`backup ${backup}`)
    expect(exitCode).toBe(0)
    expect(output).toMatch(/complete in .*: \d+ rows, 3 files\./)
    expect(said).toContain(join(house.data, 'master-keys.json'))
    expect(said).toContain('(m1)')
    expect(said).toContain(join(house.data, 'second-factor-key.json'))
    expect(said).toContain(join(house.data, 'hex-signing-key.pem'))
    expect(statSync(backup).mode & 0o077).toBe(0)
    const everything = readdirSync(backup, { recursive: true, withFileTypes: true }).filter(each =>
      each.isFile(),
    )
    const masterKey = JSON.parse(readFileSync(join(house.data, 'master-keys.json'), 'utf8')).keys.m1
    const sealingKey = JSON.parse(readFileSync(join(house.data, 'second-factor-key.json'), 'utf8')).key
    const signingKey = readFileSync(join(house.data, 'hex-signing-key.pem'), 'utf8').split('\n')[1] ?? ''
    for (const { parentPath, name } of everything) {
      const text = readFileSync(join(parentPath, name), 'latin1')
      for (const secret of [masterKey, sealingKey, signingKey, key]) expect(text).not.toContain(secret)
    }
  })

  test.each(testEngines)('becomes the same Latchkey on $name, but for who is signed in', async other => {
    await house.run(`backup ${backup}`)
    const data = join(fresh('restored'), 'data')
    const restored = latchkeyAt(data, await other.newUrl(folder))
    const answer = await restored.json(`restore ${backup}`)
    expect(answer).toMatchObject({
      exitCode: 0,
      files: 3,
      keys: [{ name: 'laptop', owner: 'ada' }],
      masterKeys: { needed: ['m1'], place: join(data, 'master-keys.json') },
      secondFactorKey: { needed: true, place: join(data, 'second-factor-key.json') },
    })
    expect(await restored.run('key list --account ada')).toMatchObject({ exitCode: 1 })
    bringKeys(data)
    expect(await restored.json('key list --account ada')).toEqual(await house.json('key list --account ada'))
    const files = (at: Latchkey) =>
      withRooms(at.environment, async ({ store, openUpstream }) => {
        const upstream = await openUpstream()
        if (refused(upstream)) return upstream
        const rows = [
          ...(await store.read.selectFrom('files').selectAll().orderBy('id').execute()),
          ...(await store.read.selectFrom('documentation').selectAll().execute()),
        ]
        return Promise.all(rows.map(async row => [row, (await upstream.open(row.sha256))?.size]))
      })
    expect(await files(restored)).toEqual(await files(house))
    const epoch = (at: Latchkey) =>
      withRooms(at.environment, ({ store }) =>
        store.read.selectFrom('epoch').select('value').executeTakeFirst(),
      )
    const [before, after] = [await epoch(house), await epoch(restored)] as { value: number }[]
    expect(after?.value).toBeGreaterThan(before?.value ?? Number.NaN)
  })

  test('restored has no login, no window and nothing that waits for an answer, and says how many logins ended', async () => {
    const now = Date.now()
    const row = {
      ...{ kid: 'm1', client_id: 'latchkey', client_name: 'latchkey', scope: 'api', created_at: now - 9 },
      ...{ expires_at: now + 86_400_000, generation: 1, rotated_at: now - 9, seen: 1 },
    }
    await withRooms(house.environment, async ({ store, accounts }) => {
      const account_id = (await accounts.byUsername('ada'))?.id ?? ''
      await store.write(async transaction => {
        await transaction
          .insertInto('logins')
          .values([
            { ...row, account_id, id: 'live-1' },
            { ...row, account_id, id: 'live-2' },
            { ...row, account_id, id: 'expired', expires_at: now - 1 },
            { ...row, account_id, id: 'ended', ended_at: now - 1, ended_because: 'ended' },
          ])
          .execute()
        const open = { kind: 'login', credential_id: 'live-1', account_id, opened_at: now } as const
        await transaction
          .insertInto('windows')
          .values({ ...open, closes_at: now + 300_000 })
          .execute()
        const asked = { client_id: 'latchkey', scope: 'api', created_at: now, expires_at: now + 600_000 }
        await transaction
          .insertInto('device_authorizations')
          .values({ ...asked, device_code_hash: 'device', user_code_hash: 'user', interval: 5 })
          .execute()
        const sent = { redirect_uri: 'http://127.0.0.1/callback', code_challenge: 'challenge', account_id }
        await transaction
          .insertInto('authorization_codes')
          .values({ ...asked, ...sent, code_hash: 'code' })
          .execute()
        const mailed = await transaction.selectFrom('email_links').select('id').executeTakeFirstOrThrow()
        await transaction
          .insertInto('email_link_secrets')
          .values({ secret_hash: 'hash', link_id: mailed.id, created_at: now })
          .execute()
        await transaction
          .insertInto('forgotten_passwords')
          .values({ id: 'forgotten', whose: 'ada', created_at: now, address: null, client: null })
          .execute()
        const factor = { account_id, sealed_secret: 'sealed', created_at: now, failures: 0 }
        await transaction
          .insertInto('authenticators')
          .values({ ...factor, last_step: Math.floor(now / 30_000) - 9 })
          .execute()
      })
    })
    await house.run(`backup ${backup}`)
    const data = fresh('restored')
    const restored = latchkeyAt(data, await engine.newUrl(folder))
    expect(await restored.json(`restore ${backup}`)).toMatchObject({ exitCode: 0, endedLogins: 2 })
    bringKeys(data)
    await withRooms(restored.environment, async ({ store: { read } }) => {
      const logins = await read.selectFrom('logins').select(['id', 'ended_because']).orderBy('id').execute()
      expect(logins).toEqual([
        { id: 'ended', ended_because: 'ended' },
        { id: 'expired', ended_because: null },
        { id: 'live-1', ended_because: 'restored' },
        { id: 'live-2', ended_because: 'restored' },
      ])
      const codes = ['windows', 'device_authorizations', 'authorization_codes'] as const
      const mail = ['outbox', 'email_links', 'email_link_secrets', 'forgotten_passwords'] as const
      for (const table of [...codes, ...mail])
        expect(await read.selectFrom(table).selectAll().execute(), table).toEqual([])
      const { last_step } = await read
        .selectFrom('authenticators')
        .select('last_step')
        .executeTakeFirstOrThrow()
      expect(last_step).toBeGreaterThanOrEqual(Math.floor(now / 30_000))
    })
  })

  test('restored says which passkeys sign in again: nobody can tell which of them were removed since', async () => {
    const passkey = { public_key: 'key', counter: 0, transports: '[]', synced: 0 as const, created_at: 9 }
    await withRooms(house.environment, async ({ store, accounts }) => {
      const account_id = (await accounts.byUsername('ada'))?.id ?? ''
      await store.write(transaction =>
        transaction
          .insertInto('passkeys')
          .values({ ...passkey, account_id, id: 'lost-one', credential_id: 'c', name: 'Lost phone' })
          .execute(),
      )
    })
    await house.run(`backup ${backup}`)
    await withRooms(house.environment, ({ store }) =>
      store.write(transaction => transaction.deleteFrom('passkeys').execute()),
    )
    const answer = await latchkeyAt(fresh('restored'), await engine.newUrl(folder)).json(`restore ${backup}`)
    expect(answer).toMatchObject({
      passkeys: [{ id: 'lost-one', name: 'Lost phone', owner: 'ada', createdAt: expect.any(String) }],
    })
    const { output } = await latchkeyAt(fresh('told'), await engine.newUrl(folder)).run(`restore ${backup}`)
    expect(output).toContain('\n  lost-one  ada: Lost phone')
  })

  test('taken again into its folder copies what is new', async () => {
    await house.run(`backup ${backup}`)
    const file = readdirSync(join(backup, 'files', 'sha256'), { recursive: true, withFileTypes: true }).find(
      each => each.isFile(),
    )
    const path = join(file?.parentPath ?? '', file?.name ?? '')
    const { ino } = statSync(path)
    const wheels = fresh('wheels')
    makeWheel(wheels, { name: 'gadget', version: '2.0' })
    await house.run(`repository import pypi:acme ${wheels}`)
    expect(await house.json(`backup ${backup}`)).toMatchObject({ exitCode: 0, files: { count: 4 } })
    expect(statSync(path).ino).toBe(ino)
    expect(readdirSync(backup).filter(name => name.startsWith('rows-'))).toHaveLength(1)
  })

  test('that was interrupted leaves the one before as it was, and is no backup where there was none', async () => {
    await house.run(`backup ${backup}`)
    const before = readFileSync(join(backup, 'backup.json'), 'utf8')
    mkdirSync(join(backup, 'rows-interrupted'))
    const restored = latchkeyAt(fresh('restored'), await engine.newUrl(folder))
    expect(await restored.json(`restore ${backup}`)).toMatchObject({ exitCode: 0 })
    expect(readFileSync(join(backup, 'backup.json'), 'utf8')).toBe(before)
    rmSync(join(backup, 'backup.json'))
    expect(await restored.json(`restore ${backup}`)).toMatchObject({
      exitCode: 1,
      error: { code: 'backup_incomplete' },
    })
    expect(await house.json(`backup ${backup}`)).toMatchObject({ exitCode: 0 })
  })

  test('restores to nothing where a row or a file is damaged, and whole once it is mended', async () => {
    await house.run(`backup ${backup}`)
    const url = await engine.newUrl(folder)
    const damaged = readdirSync(backup, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name === 'keys.jsonl' || /^[0-9a-f]{64}$/.test(name))
      .map(({ parentPath, name }) => join(parentPath, name))
    expect(damaged.length).toBeGreaterThan(2)
    for (const path of damaged) {
      const before = readFileSync(path)
      appendFileSync(path, ' ')
      const answer = await latchkeyAt(fresh('restored'), url).json(`restore ${backup}`)
      expect(answer, path).toMatchObject({ exitCode: 1, error: { code: 'backup_damaged' } })
      writeFileSync(path, before)
    }
    expect(await latchkeyAt(fresh('restored'), url).json(`restore ${backup}`)).toMatchObject({ exitCode: 0 })
  })

  test('is not finished where a file is missing, and the one before stays', async () => {
    await house.run(`backup ${backup}`)
    const before = readFileSync(join(backup, 'backup.json'), 'utf8')
    const wheels = fresh('wheels')
    makeWheel(wheels, { name: 'lost', version: '1.0' })
    await house.run(`repository import pypi:acme ${wheels}`)
    await withRooms(house.environment, async ({ store }) => {
      const query = store.read.selectFrom('files').select('sha256').where('filename', 'like', 'lost-%')
      const { sha256 } = await query.executeTakeFirstOrThrow()
      const path = join(house.data, 'files', 'sha256', sha256.slice(0, 2), sha256)
      const contents = readFileSync(path)
      rmSync(path)
      expect(await house.json(`backup ${backup}`)).toMatchObject({
        exitCode: 1,
        error: { code: 'file_missing', message: expect.stringContaining('lost-1.0-py3-none-any.whl') },
      })
      expect(readFileSync(join(backup, 'backup.json'), 'utf8')).toBe(before)
      writeFileSync(path, contents)
    })
    expect(await house.json(`backup ${backup}`)).toMatchObject({ exitCode: 0 })
  })

  test('takes its rows anew where a file that they name is deleted before it was copied', async () => {
    const wheels = fresh('wheels')
    makeWheel(wheels, { name: 'fleeting', version: '1.0' })
    await house.run(`repository import pypi:acme ${wheels}`)
    const taken = await withRooms(house.environment, async ({ store, openUpstream }) => {
      const upstream = await openUpstream()
      if (refused(upstream)) return upstream
      const fleeting = await store.read
        .selectFrom('files')
        .selectAll()
        .where('filename', 'like', 'fleeting-%')
        .executeTakeFirstOrThrow()
      const open = async (digest: string) => {
        if (digest !== fleeting.sha256) return upstream.open(digest)
        await store.write(transaction =>
          transaction.deleteFrom('files').where('id', '=', fleeting.id).execute(),
        )
        return undefined
      }
      return takeBackup({ store, upstream: { ...upstream, open }, clock, random, told() {} }, fresh('backup'))
    })
    if (refused(taken)) throw new Error(taken.message)
    const { count } = taken.files
    expect(taken.tables).toContainEqual(expect.objectContaining({ name: 'files', rows: count - 1 }))
  })

  test('is restored only where there is nothing, and takes over no folder of others', async () => {
    expect(await house.json(`restore ${backup}`)).toMatchObject({
      exitCode: 1,
      error: { code: 'database_not_empty' },
    })
    const taken = fresh('taken')
    writeFileSync(join(taken, 'thesis.txt'), 'The only copy.')
    expect(await house.json(`backup ${taken}`)).toMatchObject({
      exitCode: 1,
      error: { code: 'folder_taken' },
    })
    expect(await house.json(`restore ${taken}`)).toMatchObject({ exitCode: 1, error: { code: 'no_backup' } })
    expect(readdirSync(taken)).toEqual(['thesis.txt'])
  })

  test('restored with --revoke-keys has no key that works', async () => {
    await house.run(`backup ${backup}`)
    const data = fresh('restored')
    const restored = latchkeyAt(data, await engine.newUrl(folder))
    expect(await restored.json(`restore ${backup} --revoke-keys`)).toMatchObject({
      keys: [],
      keysRevoked: true,
    })
    bringKeys(data)
    const { keys } = await restored.json('key list --account ada')
    expect((keys as { revokedAt?: string }[]).map(({ revokedAt }) => typeof revokedAt)).toEqual([
      'string',
      'string',
    ])
  })
})
