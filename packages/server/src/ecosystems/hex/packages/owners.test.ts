import { describe, expect, test } from 'vitest'
import { type PublishingHouse, publishingHouse } from '../testing/publishing-house.ts'

async function withBob(): Promise<PublishingHouse> {
  const house = await publishingHouse()
  await house.publish()
  await house.account('bob')
  return house
}

const owners = async (house: PublishingHouse) =>
  (await house.inAcme('GET /packages/widget/owners')).body
    .map(({ username }: { username: string }) => username)
    .toSorted()

describe('the owners of a package', () => {
  test('are those who maintain it, whoever published it first', async () => {
    const house = await withBob()
    expect((await house.inAcme('GET /packages/widget/owners')).body).toEqual([
      expect.objectContaining({ username: 'alice', email: 'alice', level: 'maintainer', handles: {} }),
    ])
    expect((await house.inAcme('GET /packages/widget/owners/alice')).body).toMatchObject({
      username: 'alice',
    })
    expect((await house.inAcme('GET /packages/widget/owners/bob')).status).toBe(404)
  })

  test('are added and removed', async () => {
    const house = await withBob()
    expect(
      (await house.inAcme('PUT /packages/widget/owners/bob', { level: 'maintainer', transfer: false }))
        .status,
    ).toBe(204)
    expect(await owners(house)).toEqual(['alice', 'bob'])
    expect((await house.inAcme('DELETE /packages/widget/owners/alice')).status).toBe(204)
    expect(await owners(house)).toEqual(['bob'])
  })

  test('of the level full are added with a word on what that is here', async () => {
    const house = await withBob()
    for (const body of [{ level: 'full' }, {}]) {
      const answer = await house.inAcme('PUT /packages/widget/owners/bob', body)
      expect(answer.status).toBe(204)
      expect(answer.head).toMatch(
        /x-hex-message: "Owners of a package publish and retire it here; .*";level=warn/,
      )
    }
  })

  test('give it all to one where it is transferred', async () => {
    const house = await withBob()
    expect(
      (await house.inAcme('PUT /packages/widget/owners/bob', { level: 'full', transfer: true })).status,
    ).toBe(204)
    expect(await owners(house)).toEqual(['bob'])
  })

  test.each([
    ['PUT /packages/widget/owners/nobody', {}, 404],
    ['PUT /packages/widget/owners/bob', { level: 'god' }, 422],
    ['PUT /packages/gadget/owners/bob', {}, 404],
    ['DELETE /packages/widget/owners/bob', undefined, 404],
    ['DELETE /packages/widget/owners/nobody', undefined, 404],
    ['DELETE /packages/gadget/owners/alice', undefined, 404],
  ])('stay as they are: %s %j', async (call, body, status) => {
    const house = await withBob()
    expect((await house.inAcme(call, body)).status).toBe(status)
    expect(await owners(house)).toEqual(['alice'])
  })

  test('are changed by who may maintain it, and not by each other', async () => {
    const house = await withBob()
    await house.inAcme('PUT /packages/widget/owners/bob', { level: 'maintainer' })
    const bob = await house.accounts.byUsername('bob')
    if (bob === undefined) throw new Error('He is there.')
    const { token } = await house.keyOf(bob, [{ actions: ['maintain', 'publish'], targets: ['hex:acme'] }])
    expect((await house.publish({ version: '2.0.0' }, token)).status).toBe(201)
    expect((await house.api(token, 'DELETE /repos/acme/packages/widget/owners/alice')).status).toBe(403)
    await house.inAcme('DELETE /packages/widget/owners/bob')
    expect((await house.publish({ version: '3.0.0' }, token)).status).toBe(404)
  })
})
