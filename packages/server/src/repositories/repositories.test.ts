import { createHash } from 'node:crypto'
import { pending, type Refusal, refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Allowed, anonymous, type Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Published, PublishInput } from './publish-file.ts'
import type { Repository } from './repository.ts'

const everything = [{ actions: ['publish', 'read'], targets: ['*'] }]
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

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
      await house.repositories.create({ organization: acme, ecosystem: 'pypi', visibility: 'private' }),
    )
  })

  interface Upload {
    readonly name?: string
    readonly version?: string
    readonly filename?: string
    readonly content?: string
  }

  /** Publishes as an ecosystem does: decided and written in one transaction. */
  async function publish(
    credential: Credential,
    {
      name = 'widget',
      version = '1.0',
      filename = `${name}-${version}.tar.gz`,
      content = 'content',
    }: Upload = {},
    change: (input: PublishInput) => PublishInput = input => input,
  ): Promise<Published | Refusal> {
    const digest = sha256(content)
    return house.store.write(async transaction => {
      const decision = await house.authorizer.authorize(
        credential,
        {
          action: 'publish',
          organization: 'acme',
          ecosystem: 'pypi',
          package: name,
          version,
          digests: [`sha256:${digest}`],
        },
        transaction,
      )
      if (decision.answer === 'refused') return decision.refusal
      if (decision.answer === 'needs') throw new Error(`Needs ${decision.facts}.`)
      return house.repositories.publishFile(
        transaction,
        change({
          allowed: decision.proof,
          displayName: name,
          filename,
          size: content.length,
          sha256: digest,
          details: { requiresPython: '>=3.9' },
        }),
      )
    })
  }

  const token = async (account: Account) =>
    granted(await house.authenticate((await house.keyOf(account, everything)).token))

  describe('a repository', () => {
    test('is found by organization and ecosystem, and there is one of each', async () => {
      expect(await house.repositories.find('acme', 'pypi')).toEqual(repository)
      expect(repository).toMatchObject({ organization: { id: acme.id, name: 'acme' }, visibility: 'private' })
      expect(await house.repositories.find('acme', 'npm')).toBeUndefined()
      expect(await house.repositories.find('other', 'pypi')).toBeUndefined()
      expect(await house.repositories.list(acme.id)).toEqual([repository])
      const again = { organization: acme, ecosystem: 'pypi', visibility: 'public' } as const
      expect(await house.repositories.create(again)).toMatchObject({ code: 'repository_exists' })
      expect(await house.repositories.find('acme', 'pypi')).toEqual(repository)
    })

    test('of an ecosystem that is not served here is refused, naming those that are', async () => {
      const asked = { organization: acme, ecosystem: 'cobol', visibility: 'public' } as const
      expect(await house.repositories.create(asked)).toMatchObject({
        code: 'unknown_ecosystem',
        next: 'Choose one of: pypi.',
      })
    })

    test('changes its visibility, and the epoch moves on with it', async () => {
      const epoch = () => house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()
      const before = await epoch()
      const opened = await house.repositories.setVisibility(repository.id, 'public')
      expect(opened).toEqual({ ...repository, visibility: 'public' })
      expect(await house.ask(undefined, readIndex)).toMatchObject({ answer: 'allowed' })
      await house.repositories.setVisibility(repository.id, 'private')
      expect(await house.ask(undefined, readIndex)).toMatchObject({ answer: 'refused' })
      expect((await epoch()).value).toBe(before.value + 2)
      expect(await house.repositories.setVisibility('none', 'public')).toMatchObject({
        code: 'unknown_repository',
      })
    })
  })

  const readIndex = { action: 'read', organization: 'acme', ecosystem: 'pypi' } as const

  describe('publishing', () => {
    test('a new name makes the package, and its publisher the maintainer', async () => {
      const published = granted(await publish(await token(bob)))
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
      const published = granted(await publish(first, { name: 'gadget' }))
      if (first.kind !== 'token') throw new Error('It is a token.')
      expect(published.file).toMatchObject({
        publishedBy: { kind: 'organization', id: acme.id },
        keyId: first.id,
      })
      expect(await house.repositories.maintainers(published.package.id)).toMatchObject([
        { kind: 'key', id: first.id },
      ])
      expect(await publish(second, { name: 'gadget', version: '2.0' })).toMatchObject({
        code: 'role_insufficient',
      })
      expect(await publish(first, { name: 'gadget', version: '2.0' })).toMatchObject({ outcome: 'published' })
    })

    test('a package that others maintain takes admin', async () => {
      const carol = await house.account('carol')
      await house.member(acme, carol, 'write')
      const credential = await token(carol)
      expect(await publish(credential, { version: '1.1' })).toMatchObject({ code: 'role_insufficient' })
      await house.member(acme, carol, 'admin')
      expect(await publish(credential, { version: '1.1' })).toMatchObject({ outcome: 'published' })
      expect(await house.repositories.maintainers((await widget()).id)).toHaveLength(1)
    })

    test('the same file again is there already, and nothing changes', async () => {
      const before = await house.repositories.files((await widget()).id)
      house.clock.advance(1000)
      const again = granted(await publish(await token(bob)))
      expect(again.outcome).toBe('already there')
      expect(before).toContainEqual(again.file)
      expect(await house.repositories.files((await widget()).id)).toEqual(before)
    })

    test('another file of the same name is refused, and nothing changes', async () => {
      const before = await house.repositories.files((await widget()).id)
      expect(await publish(await token(bob), { content: 'other' })).toMatchObject({
        code: 'file_exists',
        message: expect.stringContaining('File already exists'),
      })
      expect(await house.repositories.files((await widget()).id)).toEqual(before)
    })

    test('a file name that another package of the repository has is refused, also with the same content', async () => {
      const upload = { name: 'impostor', filename: 'widget-1.0.tar.gz' }
      expect(await publish(await token(bob), upload)).toMatchObject({ code: 'file_exists' })
      expect(await house.repositories.findPackage(repository.id, 'impostor')).toBeUndefined()
      granted(await publish(await token(bob), { name: 'impostor' }))
      expect(await publish(await token(bob), upload)).toMatchObject({ code: 'file_exists' })
    })

    test('one new name twice at the same time makes one package', async () => {
      const credential = await token(bob)
      const outcomes = await Promise.all(
        ['1.0', '2.0'].map(version => publish(credential, { name: 'twin', version, content: version })),
      )
      expect(outcomes.filter(refused)).toEqual([])
      const twin = await house.repositories.findPackage(repository.id, 'twin')
      expect(await house.repositories.files(twin?.id ?? '')).toHaveLength(2)
    })

    test('is for a decision about exactly this, made in this transaction', async () => {
      const credential = await token(bob)
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
        await expect(publish(credential, upload, input => ({ ...input, ...change }))).rejects.toThrow(
          TypeError,
        )
      }
      expect(await house.repositories.findFile(repository.id, 'widget', 'widget-3.0.tar.gz')).toBeUndefined()
    })

    test('with a key that was revoked after the upload began is refused in the committing transaction', async () => {
      const { key, token: text } = await house.keyOf(bob, everything)
      const credential = granted(await house.authenticate(text))
      granted(await house.keys.revoke(key.id, 'local command'))
      expect(await publish(credential, { version: '4.0' })).toMatchObject({ code: 'key_revoked' })
    })
  })

  const allowAcme = [{ actions: ['publish'], targets: ['pypi:acme'] }]
  const widget = async () => {
    const found = await house.repositories.findPackage(repository.id, 'widget')
    if (found === undefined) throw new Error('There is no widget.')
    return found
  }

  describe('standing', () => {
    const standing = (
      account: Account | undefined,
      place: { organization?: string; ecosystem?: string; package?: string | typeof pending } = {},
    ) =>
      house.repositories.standing(
        account === undefined ? anonymous.principal : { kind: 'account', id: account.id },
        undefined,
        { organization: 'acme', ecosystem: 'pypi', package: 'widget', ...place },
      )

    test('of a member who maintains', async () => {
      expect(await standing(bob)).toEqual({
        role: 'write',
        maintains: true,
        packageId: (await widget()).id,
        visibility: 'private',
      })
    })

    test('of a stranger and of nobody is nothing', async () => {
      const stranger = await house.account('stranger')
      const nothing = { role: undefined, maintains: false, visibility: 'private' }
      expect(await standing(stranger)).toMatchObject(nothing)
      expect(await standing(undefined)).toMatchObject(nothing)
    })

    test('of somebody who left and still maintains has no role', async () => {
      const dave = await house.account('dave')
      await house.member(acme, dave, 'write')
      granted(await publish(await token(dave), { name: 'daves' }))
      granted(await house.organizations.removeMember({ organizationId: acme.id, accountId: dave.id }))
      expect(await standing(dave, { package: 'daves' })).toMatchObject({ role: undefined, maintains: true })
      expect(await standing(dave)).toMatchObject({ role: undefined, maintains: false })
      expect(await standing(dave, { package: pending })).toMatchObject({ maintains: true })
      expect(await standing(alice, { package: pending })).toMatchObject({ role: 'owner', maintains: false })
    })

    test('to a package that does not exist, a repository that does not, an organization that does not', async () => {
      expect(await standing(bob, { package: 'none' })).toEqual({
        role: 'write',
        maintains: false,
        packageId: undefined,
        visibility: 'private',
      })
      expect(await standing(bob, { ecosystem: 'npm' })).toMatchObject({ role: 'write', visibility: 'none' })
      expect(await standing(bob, { organization: 'none' })).toBeUndefined()
    })

    test('of an organization: owner of itself, and nothing elsewhere', async () => {
      const other = await house.organization('other', bob)
      const of = (id: string) =>
        house.repositories.standing({ kind: 'organization', id }, 'key', {
          organization: 'acme',
          ecosystem: 'pypi',
        })
      expect(await of(acme.id)).toMatchObject({ role: 'owner' })
      expect(await of(other.id)).toMatchObject({ role: undefined, maintains: false })
    })
  })

  test('packages are listed by name, a page at a time', async () => {
    const first = await house.repositories.packages(repository.id, { limit: 3 })
    const second = await house.repositories.packages(repository.id, { limit: 3, after: first.next ?? '' })
    expect(first.items.map(({ name }) => name)).toEqual(['daves', 'gadget', 'impostor'])
    expect(second.items.map(({ name }) => name)).toEqual(['twin', 'widget'])
    expect(second.next).toBeUndefined()
  })
})
