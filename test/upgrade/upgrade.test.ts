/** What was made under a released schema lives on under today's, on both engines. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { play } from '../../packages/protocol/src/command/testing/play.ts'
import { openBackup } from '../../packages/server/src/backups/index.ts'
import { createApp, readSecret } from '../../packages/server/src/second-factors/testing.ts'
import { readConfiguration } from '../../packages/server/src/serve/configuration.ts'
import { clock, random } from '../../packages/server/src/serve/machine.ts'
import { program } from '../../packages/server/src/serve/program.ts'
import { startServer } from '../../packages/server/src/serve/start-server.ts'
import { engines } from '../../packages/server/src/storage/engines/index.ts'
import { openStore } from '../../packages/server/src/storage/index.ts'
import { migrations } from '../../packages/server/src/storage/migrations/index.ts'
import { testEngines } from '../../packages/server/src/storage/testing/stores.ts'
import { bearer, listedWheels } from '../support/client.ts'
import { password } from './live-in.ts'
import { fixtureOf, keysOf, released, schemaOf, upTo } from './released.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-upgrade-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('every migration has its fixture', () => {
  expect(released(), 'type: npm run fixture').toEqual(migrations.map(({ name }) => name))
})

describe.each(released())('the schema %s', name => {
  test('is made by its migrations as it was when it was released', async () => {
    const made = await schemaOf(upTo(name), join(folder, `${name}.db`))
    const then = readFileSync(join(fixtureOf(name), 'schema.sql'), 'utf8')
    expect(
      made,
      'a released migration never changes; where none of this was released yet: npm run fixture',
    ).toBe(then)
  })

  describe.each(testEngines)('on $name', engine => {
    /** A Latchkey as the release of this schema left it. */
    async function left() {
      const data = mkdtempSync(join(folder, 'data-'))
      const url = await engine.newUrl(data)
      const backup = await openBackup(join(fixtureOf(name), 'backup'), { clock, random })
      if (refused(backup)) throw new Error(backup.message)
      const { manifest, rows } = backup
      const opened = engines.find(each => each.name === engine.name)
      const store = await opened?.open({ url, clock, random, migrations: upTo(name) })
      await store?.fill({ migrations: manifest.migrations, rows, settle: async () => undefined })
      await store?.write(transaction => transaction.deleteFrom('files_folder').execute())
      await store?.close()
      mkdirSync(join(data, 'files'))
      cpSync(join(fixtureOf(name), 'backup', 'files'), join(data, 'files'), { recursive: true })
      for (const file of ['master-keys.json', 'second-factor-key.json', 'hex-signing-key.pem']) {
        const kept = join(fixtureOf(name), file)
        if (existsSync(kept)) writeFileSync(join(data, file), readFileSync(kept), { mode: 0o600 })
      }
      return {
        url,
        manifest,
        environment: { PORT: '0', LATCHKEY_DATA: data, LATCHKEY_DATABASE: url, LATCHKEY_LOG: 'silent' },
      }
    }

    test('is brought up to date by a start: its keys verify, what was revoked stays so, and its files are there', async () => {
      const { environment } = await left()
      const configuration = readConfiguration(environment)
      if (refused(configuration)) throw new Error(configuration.message)
      const server = await startServer(configuration)
      if (refused(server)) throw new Error(server.message)
      onTestFinished(() => server.close(0))
      const { live, revoked, burned } = keysOf(name)
      const validate = async (key: string) =>
        (await fetch(`${server.origin}/api/v1/validate`, { headers: bearer(key) })).status
      expect(await validate(live)).toBe(200)
      expect(await validate(revoked)).toBe(401)
      expect(await validate(burned)).toBe(401)
      const listed = await listedWheels(server.origin, live)
      expect([...listed.keys()].map(file => file.split('-')[1])).toEqual(['1.0', '1.1'])
      for (const { url } of listed.values())
        expect((await fetch(url, { headers: bearer(live) })).status).toBe(200)
    })

    test('restores from a backup that was taken then', async () => {
      const data = mkdtempSync(join(folder, 'restored-'))
      const url = await engine.newUrl(folder)
      const environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: url, LATCHKEY_LOG: 'silent' }
      const words = ['restore', join(fixtureOf(name), 'backup')]
      const { exitCode, output, said } = await play(program, words, { environment, now: Date.now() })
      expect(exitCode, output + said).toBe(0)
      const store = await openStore({ url, clock, random })
      onTestFinished(() => store.close())
      expect(await store.schemaState()).toBe('current')
      const live = store.read.selectFrom('logins').select('id').where('ended_at', 'is', null)
      expect(await live.where('expires_at', '>', Date.now()).execute()).toEqual([])
    })

    const { secondFactor } = keysOf(name)
    if (secondFactor !== undefined)
      test('lets in whoever has the second factor that was added then', async () => {
        const { environment } = await left()
        const configuration = readConfiguration(environment)
        if (refused(configuration)) throw new Error(configuration.message)
        const server = await startServer(configuration)
        if (refused(server)) throw new Error(server.message)
        onTestFinished(() => server.close(0))
        const { sessions, secondFactors } = server.rooms
        const from = { address: '192.0.2.1', client: 'Mozilla' }
        const begun = await sessions.signIn({
          ...{
            username: 'bob',
            password: new Secret(password),
            address: from.address,
            userAgent: from.client,
          },
        })
        if (refused(begun)) throw new Error(begun.message)
        const app = createApp(readSecret(new Secret(secondFactor)), clock)
        // The code of this step may be the one that it was added with: where the fixture was made just now.
        expect(await secondFactors.giveTo(begun.session, app.code(1), from)).toHaveProperty('session')
      })

    test('keeps every row', async () => {
      const { url, manifest } = await left()
      const store = await openStore({ url, clock, random })
      onTestFinished(() => store.close())
      const pending = migrations.filter(migration => migration.name > name)
      expect(await store.migrate()).toEqual(pending.map(migration => migration.name))
      expect(await store.schemaState()).toBe('current')
      await store.snapshot(async snapshot => {
        for (const table of manifest.tables.filter(each => each.name !== 'files_folder')) {
          let rows = 0
          for await (const _ of snapshot.rows(table.name)) rows += 1
          expect(rows, table.name).toBeGreaterThan(0)
          // A migration may add some: a package’s events got a list of their own.
          expect(rows, table.name).toBeGreaterThanOrEqual(table.rows)
        }
      })
      const [, path] = /^sqlite:(.*)$/.exec(url) ?? []
      if (path !== undefined && pending.length > 0)
        expect(existsSync(`${path}.before-${pending[0]?.name.slice(0, 4)}`)).toBe(true)
    })
  })
})
