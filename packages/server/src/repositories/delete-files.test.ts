import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { judgeOf, type VersionName } from './testing/judge-of.ts'
import { publish, sha256, tokenOf } from './testing/publish.ts'

const wheel = 'widget-1.0-py3-none-any.whl'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let publisher: Credential
  let deleter: Credential
  let repositoryId: string

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    const acme = await house.organization('acme', alice)
    const place = { organization: acme, ecosystem: 'pypi', visibility: 'private' } as const
    repositoryId = granted(await house.repositories.create(place, operator)).id
    publisher = await tokenOf(house, alice)
    const { token } = await house.keyOf(alice, [{ actions: ['delete'], targets: ['pypi:acme'] }])
    deleter = granted(await house.authenticate(token))
    granted(await publish(house, publisher))
    granted(await publish(house, publisher, { filename: wheel, content: 'wheel' }))
    granted(await publish(house, publisher, { version: '2.0' }))
  })

  const judge = (name: VersionName = {}) => judgeOf(house, deleter, name, 'delete')
  async function names(): Promise<readonly string[]> {
    const found = await house.repositories.findPackage(repositoryId, 'widget')
    return (await house.repositories.files(found?.id ?? '')).map(({ filename }) => filename)
  }

  describe('deleting', () => {
    test('one file takes that and no other', async () => {
      expect(await house.repositories.deleteFiles(judge(), wheel)).toEqual([wheel])
      expect(await names()).toEqual(['widget-1.0.tar.gz', 'widget-2.0.tar.gz'])
    })

    test('a version takes all its files and no others', async () => {
      expect(await house.repositories.deleteFiles(judge())).toEqual([wheel, 'widget-1.0.tar.gz'])
      expect(await names()).toEqual(['widget-2.0.tar.gz'])
    })

    test('leaves a name that is never used again, whatever its content', async () => {
      granted(await house.repositories.deleteFiles(judge(), wheel))
      for (const upload of [
        { filename: wheel, content: 'wheel' },
        { filename: wheel, content: 'other' },
        { filename: wheel, content: 'other', name: 'impostor' },
      ]) {
        expect(await publish(house, publisher, upload)).toMatchObject({
          code: 'file_name_used',
          message: 'This filename was previously used by a file that has since been deleted.',
        })
      }
      expect(await names()).not.toContain(wheel)
      expect(await house.repositories.findPackage(repositoryId, 'impostor')).toBeUndefined()
      granted(
        await publish(house, publisher, { filename: 'widget-1.0-1-py3-none-any.whl', content: 'wheel' }),
      )
    })

    test('leaves the package to whom it belongs, also when nothing of it is left', async () => {
      granted(await house.repositories.deleteFiles(judge()))
      granted(await house.repositories.deleteFiles(judge({ version: '2.0' })))
      expect(await names()).toEqual([])
      const found = await house.repositories.findPackage(repositoryId, 'widget')
      expect(await house.repositories.maintainers(found?.id ?? '')).toMatchObject([{ id: alice.id }])
    })

    test('leaves no row that names its content, but where another file has the same', async () => {
      granted(await house.repositories.deleteFiles(judge()))
      expect(await house.repositories.isNamed(sha256('wheel'))).toBe(false)
      expect(await house.repositories.isNamed(sha256('content'))).toBe(true)
      granted(await house.repositories.deleteFiles(judge({ version: '2.0' })))
      expect(await house.repositories.isNamed(sha256('content'))).toBe(false)
    })

    test('what is not there is refused, and deletes nothing', async () => {
      const unknown = { code: 'unknown_version' }
      expect(await house.repositories.deleteFiles(judge({ version: '9.0' }))).toMatchObject(unknown)
      expect(await house.repositories.deleteFiles(judge({ package: 'gadget' }))).toMatchObject(unknown)
      expect(await house.repositories.deleteFiles(judge({ version: '2.0' }), wheel)).toMatchObject({
        code: 'unknown_file',
      })
      expect(await names()).toHaveLength(3)
    })

    test('takes a key that may delete: one that may retire deletes nothing', async () => {
      const { token } = await house.keyOf(alice, [{ actions: ['retire', 'publish'], targets: ['*'] }])
      const retirer = granted(await house.authenticate(token))
      const refused = await house.repositories.deleteFiles(judgeOf(house, retirer, {}, 'delete'))
      expect(refused).toMatchObject({ code: 'action_not_allowed' })
      await expect(house.repositories.deleteFiles(judgeOf(house, retirer, {}, 'retire'))).rejects.toThrow(
        TypeError,
      )
      expect(await names()).toHaveLength(3)
    })
  })
})
