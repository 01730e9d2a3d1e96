/** What is tried with secrets: stolen, guessed, fixed or raced. Requirements and CVE rows of the attack list, by number. */
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { appendCaveat, attenuate, readToken, writeToken } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runLog } from '../../../../test/support/run-log.ts'
import { operator } from '../audit/index.ts'
import { driver } from '../ecosystems/pypi/testing/driver.ts'
import { formTokenIn } from '../pages/testing/visitor.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { must, openWholeHouse, password, type WholeHouse } from './testing/whole-house.ts'

describe.each(testEngines)('$name', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-secrets-'))
  let house: WholeHouse
  beforeAll(async () => {
    house = await openWholeHouse(await engine.newUrl(folder), folder)
  })
  afterAll(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const validate = async (token: string) => {
    const response = await fetch(`${house.origin}/api/v1/validate`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const body = await response.text()
    return { status: response.status, body }
  }
  const everyValue = () =>
    house.store.snapshot(async ({ tables, rows }) => {
      const values: string[] = []
      for (const table of tables)
        for await (const row of rows(table)) values.push(...Object.values(row).map(String))
      return values
    })

  describe('requirement 18: a stolen database opens no door', () => {
    test('it holds no secret that was ever given out, in no form that can be presented', async () => {
      const { token } = await house.key(['read'], 'pypi:acme')
      const { cookie } = await house.signIn('owner')
      const account = must(await house.rooms.accounts.byUsername('owner')) ?? expect.fail('owner')
      const invitation = must(await house.rooms.invitations.invite({ by: account }, operator))
      const { keys } = JSON.parse(await readFile(join(folder, 'master-keys.json'), 'utf8'))
      const secrets = [token, cookie, invitation, password].map(secret => secret.expose())
      const text = (await everyValue()).join('\n')
      for (const secret of [...secrets, ...(Object.values(keys) as string[])]) {
        expect(secret.length).toBeGreaterThan(20)
        expect(text.includes(secret)).toBe(false)
        expect(text.includes(secret.slice(-43))).toBe(false)
      }
    })

    test('and nothing in it is taken for a credential', async () => {
      const values = [...new Set(await everyValue())].filter(value => /^[\x21-\x7e]{6,}$/.test(value))
      expect(values.length).toBeGreaterThan(20)
      // Ids and names are public, and the log is full of them.
      runLog.noSecrets(values)
      for (const value of values) {
        for (const text of [value, `latchkey-${value}`]) expect((await validate(text)).status).not.toBe(200)
        expect(await house.rooms.sessions.find(new Secret(value))).toBeUndefined()
        expect(await house.rooms.invitations.open(new Secret(value))).toMatchObject({
          code: 'unknown_invitation',
        })
      }
    })
  })

  describe('requirement 19: signature first', () => {
    test('a forged token learns nothing of the row that it names: living, revoked or none', async () => {
      const living = await house.key(['read'], 'pypi:acme')
      const revoked = await house.key(['read'], 'pypi:acme')
      must(await house.rooms.keys.revoke(revoked.key.id, 'local command'))
      const forge = (text: string, id: (identifier: string) => string = each => each) => {
        const macaroon = must(readToken(text))
        const identifier = new TextEncoder().encode(id(new TextDecoder().decode(macaroon.identifier)))
        return writeToken({ ...macaroon, identifier, signature: new Uint8Array(32) })
      }
      const unknown = (identifier: string) => `${identifier.slice(0, -22)}${'A'.repeat(22)}`
      const answers = await Promise.all(
        [
          forge(living.token.expose()),
          forge(revoked.token.expose()),
          forge(living.token.expose(), unknown),
        ].map(validate),
      )
      expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
      expect(answers[0]?.status).toBe(401)
    })

    test('a restriction that nobody knows refuses, and so do too many and too much', async () => {
      const macaroon = must(readToken((await house.key(['read'], 'pypi:acme')).token.expose()))
      const bytes = (text: string) => new TextEncoder().encode(text)
      const strange = ['["moon",["full"]]', '[99]', '{}', 'time < 2030', '[0,1]', '[0,"1",0]', '']
      for (const caveat of strange) {
        const { status, body } = await validate(writeToken(appendCaveat(macaroon, bytes(caveat))))
        expect([status, body]).toEqual([expect.toBeOneOf([401, 403]), expect.stringContaining('"error"')])
      }
      let many = macaroon
      for (let count = 0; count < 65; count += 1) many = appendCaveat(many, bytes('[0,9999999999,0]'))
      expect((await validate(writeToken(many))).status).toBe(401)
      const large = appendCaveat(appendCaveat(macaroon, bytes(' '.repeat(4000))), bytes(' '.repeat(4000)))
      expect((await validate(writeToken(large))).status).toBe(401)
    })
  })

  describe('requirement 20: passwords', () => {
    const signIn = (username: string, guess: string) =>
      house.rooms.sessions.signIn({
        ...{ username, password: new Secret(guess), address: '198.51.100.7', userAgent: 'test' },
      })

    test('who has no account and who guesses wrong hear the same', async () => {
      expect(await signIn('nobody', 'not the password')).toEqual(await signIn('reader', 'not the password'))
    })

    test.each(['short', 'password1', 'x'.repeat(1025)])('%j becomes nobody’s', async weak => {
      const made = await house.rooms.accounts.create(
        {
          ...{ username: 'weak', email: 'weak@example.com', password: new Secret(weak) },
        },
        operator,
      )
      expect(made).toMatchObject({ code: expect.stringContaining('password') })
    })

    test('a password is no token, by no carrier', async () => {
      for (const authorization of [
        `Bearer ${password.expose()}`,
        `Basic ${Buffer.from(`owner:${password.expose()}`).toString('base64')}`,
      ]) {
        const answer = await fetch(`${house.origin}/pypi/acme/simple/`, { headers: { authorization } })
        expect([400, 403]).toContain(answer.status)
        expect(await answer.text()).not.toContain(password.expose())
      }
    })
  })

  describe('requirement 22: sessions', () => {
    const post = (path: string, fields: Record<string, string>, cookie?: string) =>
      fetch(`${house.origin}${path}`, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(cookie !== undefined && { cookie: `sid=${cookie}` }),
        },
      })
    const mine = { username: 'guest', password: password.expose() }
    const sidOf = (response: Response) =>
      /^sid=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1] ?? ''

    test('signing in takes no id that came along, and signing out ends it on the server', async () => {
      const planted = 'A'.repeat(43)
      const sid = sidOf(await post('/login', mine, planted))
      expect(sid).toMatch(/^[\w-]{43}$/)
      expect(sid).not.toBe(planted)
      const open = (cookie: string) =>
        fetch(`${house.origin}/account/keys`, { headers: { cookie: `sid=${cookie}` }, redirect: 'manual' })
      expect([(await open(sid)).status, (await open(planted)).status]).toEqual([200, 303])
      const formToken = formTokenIn(await (await open(sid)).text()) ?? ''
      expect((await post('/logout', { form_token: formToken }, sid)).status).toBe(303)
      expect((await open(sid)).status).toBe(303)
    })

    test('requirement 23: after ten minutes, a key that writes asks for the password again', async () => {
      const { cookie, idHash } = await house.signIn('guest')
      const authenticated = { authenticated_at: Date.now() - 11 * 60_000 }
      await house.store.write(transaction =>
        transaction.updateTable('sessions').set(authenticated).where('id_hash', '=', idHash).execute(),
      )
      const session = (await house.rooms.sessions.find(cookie)) ?? expect.fail('no session')
      const may = { rows: '1', 'may-1': 'publish', 'where-1': 'pypi:acme', expiry: '90', do: 'make' }
      const fields = { form_token: session.formToken, name: 'sneaky', ...may }
      const answer = await post('/account/keys/new', fields, cookie.expose())
      expect(await answer.text()).toContain('password_again')
      const { items } = await house.rooms.keys.list({ kind: 'account', id: session.account.id })
      expect(items.map(({ name }) => name)).not.toContain('sneaky')
    })
  })

  test('row 18: what was under way when its key was revoked publishes nothing afterwards', async () => {
    const { key, token } = await house.key(['publish'], 'pypi:acme')
    const narrowed = writeToken(
      must(attenuate(must(readToken(token.expose())), { kind: 'expires', expiresAt: 4e9, notBefore: 0 })),
    )
    const {
      path,
      headers,
      body = new Uint8Array(),
    } = driver.publish({
      ...{ organization: 'acme', package: 'late', version: '1.0.0' },
    })
    let go = () => {}
    const revoked = new Promise<void>(resolve => {
      go = resolve
    })
    async function* halves() {
      yield body.subarray(0, body.length - 100)
      await revoked
      yield body.subarray(body.length - 100)
    }
    const answer = fetch(`${house.origin}${path}`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${narrowed}` },
      body: ReadableStream.from(halves()),
      duplex: 'half',
    })
    // It was let in, and is held to the rest.
    await expect.poll(() => readdir(join(folder, 'files', 'arriving'))).toHaveLength(1)
    must(await house.rooms.keys.revoke(key.id, 'local command'))
    go()
    expect((await answer).status).toBe(403)
    const repository = (await house.rooms.repositories.find('acme', 'pypi')) ?? expect.fail('no repository')
    const { items } = await house.rooms.repositories.packages(repository.id)
    expect(items.map(({ name }) => name)).toEqual(['widget'])
  })
})
