import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { judgeOf } from './testing/judge-of.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let acme: Organization
  let publisher: Credential

  beforeEach(async () => {
    house = createSmallHouse(await open())
    const alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    publisher = await tokenOf(house, alice)
  })

  const upload = (version: string, size: number) =>
    publish(house, publisher, { version, content: version.padEnd(size, '.') })

  describe('an organization', () => {
    test('has no quota until one is set, and none again once it is taken away', async () => {
      const nothing = { organization: 'acme', used: 0, storage: null, file: null }
      expect(await house.repositories.usage(acme.id)).toEqual(nothing)
      await house.organizations.setQuota(acme.id, { storage: 10, file: 5 }, operator)
      await house.organizations.setQuota(acme.id, { file: 6 }, operator)
      await house.organizations.setQuota(acme.id, {}, operator)
      expect(await house.repositories.usage(acme.id)).toEqual({ ...nothing, storage: 10, file: 6 })
      await house.organizations.setQuota(acme.id, { storage: null, file: null }, operator)
      granted(await upload('1.0', 1000))
      expect(await house.repositories.usage(acme.id)).toEqual({ ...nothing, used: 1000 })
    })

    test('publishes up to its quota to the byte, and not one more', async () => {
      await house.organizations.setQuota(acme.id, { storage: 100 }, operator)
      granted(await upload('1.0', 60))
      expect(await upload('2.0', 41)).toMatchObject({
        code: 'quota_exceeded',
        message: expect.stringMatching(/100 bytes.* 60 are used/),
      })
      granted(await upload('3.0', 40))
      expect((await house.repositories.usage(acme.id)).used).toBe(100)
    })

    test('whose quota is used up may publish again what is there, and a new file once one was deleted', async () => {
      granted(await upload('1.0', 60))
      await house.organizations.setQuota(acme.id, { storage: 60 }, operator)
      expect(granted(await upload('1.0', 60)).outcome).toBe('already there')
      expect(await upload('2.0', 10)).toMatchObject({ code: 'quota_exceeded' })
      const { token } = await house.keyOf(
        { id: publisher.principal.kind === 'account' ? publisher.principal.id : '' },
        [{ actions: ['delete'], targets: ['*'] }],
      )
      const judge = judgeOf(house, granted(await house.authenticate(token)), {}, 'delete')
      granted(await house.repositories.deleteFiles(judge))
      granted(await upload('2.0', 10))
    })

    test('publishes no file that is larger than its quota for one', async () => {
      await house.organizations.setQuota(acme.id, { file: 50 }, operator)
      granted(await upload('1.0', 50))
      expect(await upload('2.0', 51)).toMatchObject({
        code: 'quota_exceeded',
        message: expect.stringContaining('50 bytes for one file'),
      })
    })

    test('cannot get past its quota by publishing many files at the same time', async () => {
      await house.organizations.setQuota(acme.id, { storage: 100 }, operator)
      granted(await upload('0.1', 10))
      const versions = Array.from({ length: 8 }, (_, index) => `1.${index}`)
      const outcomes = await Promise.all(versions.map(version => upload(version, 30)))
      expect(outcomes.filter(outcome => !refused(outcome))).toHaveLength(3)
      expect(outcomes.filter(refused).every(({ code }) => code === 'quota_exceeded')).toBe(true)
      expect((await house.repositories.usage(acme.id)).used).toBe(100)
    })

    test('has a quota of its own: what others publish does not count', async () => {
      const gordon = await house.account('gordon')
      const globex = await house.organization('globex', gordon)
      await house.organizations.setQuota(globex.id, { storage: 10 }, operator)
      granted(await upload('1.0', 1000))
      expect(await house.repositories.objectionToSize(globex.id, 10)).toBeUndefined()
      expect(await house.repositories.objectionToSize(globex.id, 11)).toMatchObject({
        code: 'quota_exceeded',
      })
    })
  })
})
