import { beforeAll, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Login } from '../logins/index.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { judgeOf } from './testing/judge-of.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let store: Store
  let house: SmallHouse
  let bob: Account
  let login: Login
  let credential: Credential
  let packageId: string

  beforeAll(async () => {
    store = await open()
    house = createSmallHouse(store)
    const acme = await house.organization('acme', await house.account('alice'))
    bob = await house.account('bob')
    await house.member(acme, bob, 'admin')
    const visibility = 'private'
    granted(await house.repositories.create({ organization: acme, ecosystem: 'pypi', visibility }, operator))
    const made = await house.loginOf(bob, { deviceName: 'laptop' })
    login = made.login
    credential = granted(await house.authenticate(made.tokens.accessToken))
    for (const version of ['1.0', '2.0'])
      packageId = granted(await publish(house, credential, { version, content: version })).package.id
  })

  const last = async (what: 'file.published' | 'version.retired' | 'file.deleted') =>
    (await house.audit.list({ of: bob.id }, { what, limit: 1 })).items[0]

  test('what was published with a login says with which, and maintains as its person does', async () => {
    const [file] = await house.repositories.fileRecords(packageId)
    expect(file).toMatchObject({
      ...{ publisher: 'bob', keyId: undefined, keyName: undefined, loginId: login.id },
      login: { client: { id: 'latchkey', name: 'latchkey' }, deviceName: 'laptop' },
    })
    expect(await house.repositories.maintainers(packageId)).toMatchObject([{ kind: 'account', id: bob.id }])
    granted(await publish(house, await tokenOf(house, bob), { version: '3.0', content: '3.0' }))
  })

  test('the event of it names the login as its owner knows it', async () => {
    expect(await last('file.published')).toMatchObject({ actor: { kind: 'account', id: bob.id } })
    const events = (await house.audit.list({ of: bob.id }, { what: 'package.created' })).items
    expect(events[0]?.credential).toEqual({ kind: 'login', id: login.id, name: 'latchkey on laptop' })
  })

  test('a version that was retired with a login says with which', async () => {
    granted(await house.repositories.retireVersion(judgeOf(house, credential), 'It breaks.'))
    const rows = await store.read.selectFrom('retired_versions').selectAll().execute()
    expect(rows).toMatchObject([{ version: '1.0', key_id: null, login_id: login.id }])
    expect(await last('version.retired')).toMatchObject({ credential: { kind: 'login', id: login.id } })
  })

  test('one that is retired again with a key says with that key, and no more with the login', async () => {
    const { key, token } = await house.keyOf(bob, [{ actions: ['retire'], targets: ['pypi:acme'] }])
    const again = judgeOf(house, granted(await house.authenticate(token)))
    granted(await house.repositories.retireVersion(again, 'It still breaks.'))
    const rows = await store.read.selectFrom('retired_versions').selectAll().execute()
    expect(rows).toMatchObject([{ version: '1.0', key_id: key.id, login_id: null }])
  })

  test('a file that was deleted with a login says with which', async () => {
    const judge = judgeOf(house, credential, { version: '2.0' }, 'delete')
    granted(await house.repositories.deleteFiles(judge))
    const rows = await store.read.selectFrom('deleted_files').selectAll().execute()
    expect(rows).toMatchObject([{ filename: 'widget-2.0.tar.gz', key_id: null, login_id: login.id }])
    expect(await last('file.deleted')).toMatchObject({ credential: { kind: 'login', id: login.id } })
  })

  test('what was published stays when the login ends', async () => {
    granted(await house.logins.end(login.id, bob.id, operator))
    const files = await house.repositories.fileRecords(packageId)
    expect(files.find(({ version }) => version === '1.0')?.loginId).toBe(login.id)
    expect(await publish(house, credential, { version: '4.0', content: '4.0' })).toMatchObject({
      code: expect.stringMatching(/ended|revoked/),
    })
  })
})
