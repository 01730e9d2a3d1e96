/** What the running server writes down by itself: changes at once, refusals behind whoever is refused. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../storage/index.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { clock, random } from './machine.ts'
import { openWholeHouse, type WholeHouse } from './testing/whole-house.ts'

describe.each(testEngines)('on $name', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-audited-'))
  let url: string
  let house: WholeHouse

  beforeAll(async () => {
    url = await engine.newUrl(folder)
    house = await openWholeHouse(url, mkdtempSync(join(folder, 'data-')))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const ask = (path: string, token: string, userAgent = 'pip/25.0 {}') =>
    fetch(`${house.origin}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'user-agent': userAgent },
    })

  test('an upload, with the key, the address and the client that it came from', async () => {
    const { items } = await house.rooms.audit.list('all', { what: 'file.published' })
    const upload = (ecosystem: string, key: string) => ({
      actor: { kind: 'account', name: 'owner' },
      credential: { kind: 'key', name: key },
      address: '127.0.0.1',
      subject: { kind: 'package', name: `${ecosystem}:acme/widget` },
      organization: { name: 'acme' },
    })
    expect(items).toMatchObject([upload('hex', 'key 2'), upload('pypi', 'key 1')])
  })

  test('a refusal of a token of ours, a second or two later, with what it was refused; nothing of what it was allowed', async () => {
    const { key, token } = await house.key(['read'], 'pypi:acme')
    expect((await ask('/pypi/acme/simple/widget/', token.expose())).status).toBe(200)
    expect((await ask('/pypi/globex/simple/widget/', token.expose())).status).toBe(403)
    const refused = async () =>
      (await house.rooms.audit.list('all', { key: key.id, what: 'token.refused' })).items
    await expect.poll(refused).toMatchObject([
      {
        credential: { kind: 'key', id: key.id },
        ...{ address: '127.0.0.1', client: 'pip/25.0' },
        details: { action: 'read', target: 'pypi:globex/widget' },
      },
    ])
  })

  test('a revoked key that is still used', async () => {
    const { key, token } = await house.key(['read'], 'pypi:acme')
    await house.rooms.keys.revoke(key.id, 'local command')
    expect((await ask('/pypi/acme/simple/widget/', token.expose())).status).toBe(403)
    const names = async () =>
      (await house.rooms.audit.list('all', { key: key.id })).items.map(({ what }) => what)
    await expect.poll(names).toEqual(['token.refused', 'key.revoked', 'key.created'])
  })

  test('wrong tokens and wrong passwords as one each, the latter in the list of whoever was meant, when the server stops', async () => {
    for (let each = 0; each < 5; each += 1) {
      await ask('/pypi/acme/simple/widget/', 'latchkey-forged')
      const body = new URLSearchParams({ username: 'reader', password: `guess ${each}` })
      const headers = { 'sec-fetch-site': 'same-origin' }
      await fetch(`${house.origin}/login`, { method: 'POST', body, headers, redirect: 'manual' })
    }
    const reader = await house.rooms.accounts.byUsername('reader')
    await house.close()
    const store = await openStore({ url, clock, random })
    const rows = await store.read
      .selectFrom('events')
      .leftJoin('event_lists', join =>
        join.onRef('event_lists.event_id', '=', 'events.id').on('event_lists.list_id', '=', reader?.id ?? ''),
      )
      .select(['events.what', 'events.details', 'event_lists.list_id'])
      .where('events.what', 'in', ['request.refused', 'account.sign_in_refused'])
      .orderBy('events.what')
      .execute()
    await store.close()
    expect(rows.map(({ what, list_id }) => [what, list_id === reader?.id])).toEqual([
      ['account.sign_in_refused', true],
      ['request.refused', false],
    ])
    expect(rows.map(({ details }) => JSON.parse(details ?? '{}'))).toMatchObject([
      { code: 'wrong_password', leftOut: 4 },
      { leftOut: 4 },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/guess|forged/)
  })
})
