import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Repository } from './repository.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let acme: Organization
  let repository: Repository

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    repository = granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  const readIndex = { action: 'read', organization: 'acme', ecosystem: 'pypi' } as const

  describe('a repository', () => {
    test('is found by organization and ecosystem, and there is one of each', async () => {
      expect(await house.repositories.find('acme', 'pypi')).toEqual(repository)
      expect(repository).toMatchObject({ organization: { id: acme.id, name: 'acme' }, visibility: 'private' })
      expect(await house.repositories.find('acme', 'npm')).toBeUndefined()
      expect(await house.repositories.find('other', 'pypi')).toBeUndefined()
      expect(await house.repositories.list(acme.id)).toEqual([repository])
      const again = { organization: acme, ecosystem: 'pypi', visibility: 'public' } as const
      expect(await house.repositories.create(again, operator)).toMatchObject({ code: 'repository_exists' })
      expect(await house.repositories.find('acme', 'pypi')).toEqual(repository)
    })

    test('of an ecosystem that is not served here is refused, naming those that are', async () => {
      const asked = { organization: acme, ecosystem: 'cobol', visibility: 'public' } as const
      expect(await house.repositories.create(asked, operator)).toMatchObject({
        code: 'unknown_ecosystem',
        next: 'Choose one of: pypi, hex.',
      })
    })

    test('changes its visibility, and the epoch moves on with it', async () => {
      const epoch = () => house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()
      const before = await epoch()
      const opened = await house.repositories.setVisibility(repository.id, 'public', operator)
      expect(opened).toEqual({ ...repository, visibility: 'public' })
      expect(await house.ask(undefined, readIndex)).toMatchObject({ answer: 'allowed' })
      await house.repositories.setVisibility(repository.id, 'private', operator)
      expect(await house.ask(undefined, readIndex)).toMatchObject({ answer: 'refused' })
      expect((await epoch()).value).toBe(before.value + 2)
      expect(await house.repositories.setVisibility('none', 'public', operator)).toMatchObject({
        code: 'unknown_repository',
      })
    })
  })

  test('packages are listed by name, a page at a time', async () => {
    const credential = await tokenOf(house, alice)
    for (const name of ['twin', 'daves', 'widget', 'gadget', 'impostor']) {
      granted(await publish(house, credential, { name }))
    }
    const first = await house.repositories.packages(repository.id, { limit: 3 })
    const second = await house.repositories.packages(repository.id, { limit: 3, after: first.next ?? '' })
    expect(first.items.map(({ name }) => name)).toEqual(['daves', 'gadget', 'impostor'])
    expect(second.items.map(({ name }) => name)).toEqual(['twin', 'widget'])
    expect(second.next).toBeUndefined()
  })
})
