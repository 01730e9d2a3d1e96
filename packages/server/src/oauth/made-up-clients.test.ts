import { beforeEach, expect, test, vi } from 'vitest'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createOAuthHouse, type OAuthTestHouse } from './testing/house.ts'

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse

  beforeEach(async () => {
    house = createOAuthHouse(await open(), { anonymous: 2 })
  })

  const exchange = (client_id: string, client_secret: string) =>
    house.post('/oauth/token', {
      ...{ grant_type: 'client_credentials', scope: 'repositories' },
      ...{ client_id, client_secret },
    })

  test('names of clients that somebody makes up are looked up as often as an address may ask, and no more', async () => {
    const lookups = vi.spyOn(house.clients, 'find')
    const statuses: number[] = []
    for (const n of [1, 2, 3, 4, 5]) statuses.push((await exchange(`made up ${n}`, 'guess')).status)
    expect(statuses).toEqual([401, 401, 429, 429, 429])
    expect(lookups).toHaveBeenCalledTimes(2)
  })

  test('a client that every registry knows costs no look-up, and is not counted as nobody', async () => {
    const lookups = vi.spyOn(house.clients, 'find')
    const { token } = await house.keyOf(await house.account('alice'), [{ actions: ['read'], targets: ['*'] }])
    for (const _ of [1, 2, 3, 4]) expect((await exchange('latchkey', token.expose())).status).toBe(200)
    expect(lookups).not.toHaveBeenCalled()
  })
})
