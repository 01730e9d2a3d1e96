import { beforeAll, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { document, publish } from '../repositories/testing/publish.ts'
import { forEachEngine } from '../storage/testing/stores.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse

  beforeAll(async () => {
    house = createSmallHouse(await open())
  })

  test('what was published with a key is listed newest first, documentation too, a page at a time, and nothing of another key', async () => {
    const alice = await house.account('alice')
    const organization = await house.organization('acme', alice)
    granted(
      await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
    )
    const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
    const [one, other] = [await house.keyOf(alice, allow), await house.keyOf(alice, allow)]
    for (const [made, name] of [
      [one, 'widget'],
      [one, 'gadget'],
      [other, 'theirs'],
      [one, 'gizmo'],
    ] as const) {
      house.clock.advance(1000)
      granted(await publish(house, granted(await house.authenticate(made.token)), { name, content: name }))
    }
    const first = await house.keys.publishedWith(one.key.id, { limit: 2 })
    expect(first.items.map(file => file.package)).toEqual(['pypi:acme/gizmo', 'pypi:acme/gadget'])
    expect(first.items[0]).toMatchObject({
      filename: 'gizmo-1.0.tar.gz',
      version: '1.0',
      createdAt: house.clock.now(),
    })
    const rest = await house.keys.publishedWith(one.key.id, { limit: 2, after: first.next ?? '' })
    expect(rest).toMatchObject({ items: [{ package: 'pypi:acme/widget' }] })
    expect(rest.next).toBeUndefined()
    house.clock.advance(1000)
    granted(await document(house, granted(await house.authenticate(one.token)), 'text'))
    expect((await house.keys.publishedWith(one.key.id, { limit: 1 })).items).toMatchObject([
      { package: 'pypi:acme/widget', version: '1.0', filename: 'documentation' },
    ])
    expect((await house.keys.publishedWith(one.key.id)).items).toHaveLength(4)
    expect(await house.keys.publishedWith(one.key.id, { after: "1' or 1=1" })).toEqual({ items: [] })
  })
})
