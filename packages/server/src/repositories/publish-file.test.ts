import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Allowed } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { PublishInput } from './publish-file.ts'
import type { Repository } from './repository.ts'
import { publish, sha256, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization
  let repository: Repository

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    await house.member(acme, bob, 'write')
    repository = granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
  })

  const allowAcme = [{ actions: ['publish'], targets: ['pypi:acme'] }]
  const widget = async () => {
    const found = await house.repositories.findPackage(repository.id, 'widget')
    if (found === undefined) throw new Error('There is no widget.')
    return found
  }

  describe('publishing', () => {
    test('a new name makes the package, and its publisher the maintainer', async () => {
      const published = granted(await publish(house, await tokenOf(house, bob)))
      expect(published).toMatchObject({
        outcome: 'published',
        package: { name: 'widget', displayName: 'widget', repositoryId: repository.id },
        file: {
          version: '1.0',
          filename: 'widget-1.0.tar.gz',
          size: 7,
          sha256: sha256('content'),
          details: { requiresPython: '>=3.9' },
          publishedBy: { kind: 'account', id: bob.id },
        },
      })
      expect(await house.repositories.isNamed(sha256('content'))).toBe(true)
      expect(await house.repositories.isNamed(sha256('what nobody published'))).toBe(false)
      const found = await house.repositories.findPackage(repository.id, 'widget')
      expect(found).toEqual(published.package)
      expect(await house.repositories.maintainers(published.package.id)).toEqual([
        { kind: 'account', id: bob.id, createdAt: house.clock.now() },
      ])
      expect(await house.repositories.files(published.package.id)).toEqual([published.file])
      expect(await house.repositories.findFile(repository.id, 'widget', 'widget-1.0.tar.gz')).toEqual(
        published.file,
      )
    })

    test("with an organization's key makes the key the maintainer, and no other key of it", async () => {
      const key = async () =>
        granted(await house.authenticate((await house.keyOfOrganization(acme, 'write', allowAcme)).token))
      const [first, second] = [await key(), await key()]
      const published = granted(await publish(house, first, { name: 'gadget' }))
      if (first.kind !== 'token') throw new Error('It is a token.')
      expect(published.file).toMatchObject({
        publishedBy: { kind: 'organization', id: acme.id },
        keyId: first.id,
      })
      expect(await house.repositories.maintainers(published.package.id)).toMatchObject([
        { kind: 'key', id: first.id },
      ])
      expect(await publish(house, second, { name: 'gadget', version: '2.0' })).toMatchObject({
        code: 'role_insufficient',
      })
      expect(await publish(house, first, { name: 'gadget', version: '2.0' })).toMatchObject({
        outcome: 'published',
      })
    })

    test('a package that others maintain takes admin', async () => {
      const carol = await house.account('carol')
      await house.member(acme, carol, 'write')
      const credential = await tokenOf(house, carol)
      expect(await publish(house, credential, { version: '1.1' })).toMatchObject({
        code: 'role_insufficient',
      })
      await house.member(acme, carol, 'admin')
      expect(await publish(house, credential, { version: '1.1' })).toMatchObject({ outcome: 'published' })
      expect(await house.repositories.maintainers((await widget()).id)).toHaveLength(1)
    })

    test('the same file again is there already, and nothing changes', async () => {
      const before = await house.repositories.files((await widget()).id)
      house.clock.advance(1000)
      const again = granted(await publish(house, await tokenOf(house, bob)))
      expect(again.outcome).toBe('already there')
      expect(before).toContainEqual(again.file)
      expect(await house.repositories.files((await widget()).id)).toEqual(before)
    })

    test('another file of the same name is refused, and nothing changes', async () => {
      const before = await house.repositories.files((await widget()).id)
      expect(await publish(house, await tokenOf(house, bob), { content: 'other' })).toMatchObject({
        code: 'file_exists',
        message: expect.stringContaining('File already exists'),
      })
      expect(await house.repositories.files((await widget()).id)).toEqual(before)
    })

    test('a file name that another package of the repository has is refused, also with the same content', async () => {
      const upload = { name: 'impostor', filename: 'widget-1.0.tar.gz' }
      expect(await publish(house, await tokenOf(house, bob), upload)).toMatchObject({ code: 'file_exists' })
      expect(await house.repositories.findPackage(repository.id, 'impostor')).toBeUndefined()
      granted(await publish(house, await tokenOf(house, bob), { name: 'impostor' }))
      expect(await publish(house, await tokenOf(house, bob), upload)).toMatchObject({ code: 'file_exists' })
    })

    test('one new name twice at the same time makes one package', async () => {
      const credential = await tokenOf(house, bob)
      const outcomes = await Promise.all(
        ['1.0', '2.0'].map(version =>
          publish(house, credential, { name: 'twin', version, content: version }),
        ),
      )
      expect(outcomes.filter(refused)).toEqual([])
      const twin = await house.repositories.findPackage(repository.id, 'twin')
      expect(await house.repositories.files(twin?.id ?? '')).toHaveLength(2)
    })

    test('is for a decision about exactly this, made in this transaction', async () => {
      const credential = await tokenOf(house, bob)
      const elsewhere = await house.allowed(credential, {
        action: 'publish',
        organization: 'acme',
        ecosystem: 'pypi',
        package: 'widget',
        version: '3.0',
        digests: [`sha256:${sha256('content')}`],
      })
      const upload = { version: '3.0' }
      const changes: Partial<PublishInput>[] = [
        { allowed: elsewhere },
        { allowed: { ...elsewhere } as Allowed },
        { sha256: sha256('something else') },
      ]
      for (const change of changes) {
        await expect(publish(house, credential, upload, input => ({ ...input, ...change }))).rejects.toThrow(
          TypeError,
        )
      }
      expect(await house.repositories.findFile(repository.id, 'widget', 'widget-3.0.tar.gz')).toBeUndefined()
    })

    test('with a key that was revoked after the upload began is refused in the committing transaction', async () => {
      const { key, token: text } = await house.keyOf(bob, [{ actions: ['publish'], targets: ['*'] }])
      const credential = granted(await house.authenticate(text))
      granted(await house.keys.revoke(key.id, 'local command'))
      expect(await publish(house, credential, { version: '4.0' })).toMatchObject({ code: 'key_revoked' })
    })
  })
})
