import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { erasePublisher } from './index.ts'
import { judgeOf } from './testing/judge-of.ts'
import { document, publish, sha256, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let acme: Organization
  let publisher: Credential
  let remover: Credential
  let packageId: string

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
    const { token } = await house.keyOf(alice, [{ actions: ['delete'], targets: ['pypi:acme'] }])
    remover = granted(await house.authenticate(token))
    packageId = granted(await publish(house, publisher)).package.id
  })

  const documented = (content: string, careless: Parameters<typeof document>[3] = {}) =>
    document(house, publisher, content, careless)

  const remove = (version = '1.0') =>
    house.repositories.deleteDocumentation(judgeOf(house, remover, { version }, 'delete'))

  const found = () => house.repositories.documentationFor(packageId, '1.0')

  describe('the documentation of a version', () => {
    test('is one archive, which is replaced by the next', async () => {
      expect(await found()).toBeUndefined()
      granted(await documented('first'))
      expect(await found()).toEqual({
        ...{ packageId, version: '1.0', size: 5, sha256: sha256('first') },
        createdAt: house.clock.now(),
      })
      granted(await documented('the second'))
      expect(await house.repositories.documentation(packageId)).toMatchObject([
        { version: '1.0', sha256: sha256('the second') },
      ])
    })

    test('is only of a version that has files', async () => {
      expect(await documented('text', { version: '2.0' })).toMatchObject({ code: 'unknown_version' })
      expect(await house.repositories.documentation(packageId)).toEqual([])
    })

    test('keeps its contents from being swept, and no longer than it is there', async () => {
      granted(await documented('first'))
      expect(await house.repositories.isNamed(sha256('first'))).toBe(true)
      granted(await documented('second'))
      expect(await house.repositories.isNamed(sha256('first'))).toBe(false)
      expect(await remove()).toBe(true)
      expect(await house.repositories.isNamed(sha256('second'))).toBe(false)
    })

    test('is deleted alone, and the version stays; what is not there cannot be', async () => {
      granted(await documented('first'))
      expect(await remove()).toBe(true)
      expect(await found()).toBeUndefined()
      expect(await house.repositories.files(packageId)).toHaveLength(1)
      expect(await remove()).toMatchObject({ code: 'no_documentation' })
      expect(await remove('2.0')).toMatchObject({ code: 'no_documentation' })
      granted(await documented('first'))
      expect(await found()).toMatchObject({ sha256: sha256('first') })
    })

    test('goes with the last file of its version, and not before', async () => {
      granted(await publish(house, publisher, { filename: 'widget-1.0-py3-none-any.whl', content: 'wheel' }))
      granted(await documented('first'))
      const judge = judgeOf(house, remover, {}, 'delete')
      granted(await house.repositories.deleteFiles(judge, 'widget-1.0.tar.gz'))
      expect(await found()).toBeDefined()
      granted(await house.repositories.deleteFiles(judge))
      expect(await found()).toBeUndefined()
    })

    test('counts for the quota, less what it replaces', async () => {
      granted(await documented('x'.repeat(40)))
      expect((await house.repositories.usage(acme.id)).used).toBe('content'.length + 40)
      await house.organizations.setQuota(acme.id, { storage: 57 }, operator)
      expect(refused(await documented('y'.repeat(50)))).toBe(false)
      expect(await documented('z'.repeat(51))).toMatchObject({ code: 'quota_exceeded' })
      expect(await found()).toMatchObject({ sha256: sha256('y'.repeat(50)) })
    })

    test('is written down with who published and who deleted it', async () => {
      granted(await documented('first'))
      granted(await remove())
      const names = (await house.audit.list('all')).items.map(({ what }) => what)
      expect(names).toEqual(expect.arrayContaining(['documentation.published', 'documentation.deleted']))
    })

    test('that is published again as it was changes nothing', async () => {
      granted(await documented('first'))
      const before = (await house.audit.list('all')).items.length
      granted(await documented('first'))
      expect((await house.audit.list('all')).items).toHaveLength(before)
    })

    test('is published by a decision about exactly this, and by nothing else', async () => {
      await expect(documented('text', { digest: sha256('other') })).rejects.toThrow(TypeError)
      await expect(documented('text', { action: 'read' })).rejects.toThrow(TypeError)
      expect(
        await house.repositories.deleteDocumentation(judgeOf(house, publisher, {}, 'delete')),
      ).toMatchObject({
        code: 'action_not_allowed',
      })
    })

    test('no longer says from where it came once its publisher is erased', async () => {
      granted(await documented('first'))
      const row = () => house.store.read.selectFrom('documentation').selectAll().executeTakeFirstOrThrow()
      const { published_by_id: publishedBy, ...from } = await row()
      expect(from).toMatchObject({ published_address: '192.0.2.7', published_client: 'hex/2' })
      await unrecorded(house.store).write(transaction => erasePublisher(transaction, publishedBy))
      expect(await row()).toMatchObject({ published_address: null, published_client: null })
    })
  })
})
