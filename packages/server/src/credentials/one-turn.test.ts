/** Keys that are looked up with one query share nothing else. */
import { expect, test } from 'vitest'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse } from './testing/small-house.ts'

forEachEngine((_engine, open) => {
  test('a key that is revoked, or whose row cannot be read, fails nobody who asks in the same turn', async () => {
    const house = createSmallHouse(await open())
    const alice = await house.account('alice')
    const make = () => house.keyOf(alice, [{ actions: ['read'], targets: ['*'] }])
    const [good, odd, revoked, other] = [await make(), await make(), await make(), await make()]
    await house.keys.revoke(revoked.key.id, 'local command')
    await unrecorded(house.store).write(transaction =>
      transaction.updateTable('keys').set({ caveats: '[["nobody"]]' }).where('id', '=', odd.key.id).execute(),
    )
    const asked = [good, odd, revoked, other].map(({ token }) => house.authenticate(token))
    const found = await Promise.allSettled(asked)
    expect(found).toMatchObject([
      { status: 'fulfilled', value: { kind: 'token', id: good.key.id } },
      { status: 'rejected' },
      { status: 'fulfilled', value: { code: 'key_revoked' } },
      { status: 'fulfilled', value: { kind: 'token', id: other.key.id } },
    ])
  })
})
