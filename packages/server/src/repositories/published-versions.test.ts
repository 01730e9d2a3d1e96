/** What a page lists: the packages of a repository in whose name a word stands, and the versions of one, a page at a time. */
import { beforeAll, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Repository } from './repository.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let repository: Repository
  let token: Credential

  beforeAll(async () => {
    house = createSmallHouse(await open())
    const alice = await house.account('alice')
    const organization = await house.organization('acme', alice)
    repository = granted(
      await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator),
    )
    token = await tokenOf(house, alice)
    for (const version of ['1.0', '10.0', '2.0', '2.0rc1', '9.0']) {
      house.clock.advance(1000)
      granted(await publish(house, token, { version }))
    }
    granted(await publish(house, token, { version: '10.0', filename: 'widget-10.0-py3-none-any.whl' }))
    for (const name of ['big-widget', 'gadget', 'under-score']) granted(await publish(house, token, { name }))
  })

  const names = async (text: string) => {
    const found = await house.repositories.packages(repository.id, { word: { text, ecosystem: 'pypi' } })
    return found.items.map(({ name }) => name)
  }

  test('packages are found by a word in their name, however it is written', async () => {
    expect(await names('widget')).toEqual(['big-widget', 'widget'])
    expect(await names('Big.Wid')).toEqual(['big-widget'])
    expect(await names('GADGET')).toEqual(['gadget'])
    expect(await names('nothing')).toEqual([])
  })

  test('signs that stand for others in a query stand for themselves', async () => {
    for (const text of ['%', 'w%t', '\\', "'", '\0%']) expect(await names(text)).toEqual([])
    expect(await names('under_score')).toEqual(['under-score'])
  })

  test('the version that a file was published of last comes first, page after page, each once', async () => {
    const found = await house.repositories.findPackage(repository.id, 'widget')
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await house.repositories.publishedVersions(found?.id ?? '', {
        limit: 2,
        ...(after !== undefined && { after }),
      })
      seen.push(...page.items.map(({ version, files }) => `${version} (${files.length})`))
      after = page.next
    } while (after !== undefined)
    // The wheel of 10.0 came at the same instant as 9.0.
    expect(seen).toEqual(['9.0 (1)', '10.0 (2)', '2.0rc1 (1)', '2.0 (1)', '1.0 (1)'])
  })

  test('a place to go on from that is none of ours has nothing behind it', async () => {
    const found = await house.repositories.findPackage(repository.id, 'widget')
    for (const after of ['x', '-1.1.0', '1 or 1=1', '1.\0'])
      expect(await house.repositories.publishedVersions(found?.id ?? '', { after })).toEqual({ items: [] })
  })
})
