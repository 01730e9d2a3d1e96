import { beforeAll, describe, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { judgeOf } from './testing/judge-of.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let bob: Account
  let packageId: string
  let retirer: Credential

  beforeAll(async () => {
    house = createSmallHouse(await open())
    const acme = await house.organization('acme', await house.account('alice'))
    bob = await house.account('bob')
    await house.member(acme, bob, 'write')
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    const publisher = await tokenOf(house, bob)
    for (const version of ['1.0', '2.0']) {
      packageId = granted(await publish(house, publisher, { version, content: version })).package.id
    }
    const { token } = await house.keyOf(bob, [{ actions: ['retire'], targets: ['pypi:acme/widget'] }])
    retirer = granted(await house.authenticate(token))
  })

  const retired = async () =>
    (await house.repositories.files(packageId)).map(({ version, retired }) => [version, retired?.reason])

  describe('a version', () => {
    test('that is retired is listed so with its reason, and the others are not', async () => {
      granted(await house.repositories.retireVersion(judgeOf(house, retirer), 'It deletes too much.'))
      expect(await retired()).toEqual([
        ['1.0', 'It deletes too much.'],
        ['2.0', undefined],
      ])
      const [file] = await house.repositories.files(packageId)
      expect(file?.retired?.at).toBe(house.clock.now())
    })

    test('that is retired again has the newer reason', async () => {
      granted(await house.repositories.retireVersion(judgeOf(house, retirer), ''))
      expect(await retired()).toContainEqual(['1.0', ''])
    })

    test('has a reason of one line, in which nothing is a sign that the terminal of an installer obeys', async () => {
      const hostile = ' Broken.\u001b[2J\u001b[1mpip install evil\u009b0m\r\nReally\u202e\u2028. '
      granted(await house.repositories.retireVersion(judgeOf(house, retirer), hostile))
      expect(await retired()).toContainEqual(['1.0', 'Broken. [2J [1mpip install evil 0m Really .'])
      granted(await house.repositories.retireVersion(judgeOf(house, retirer), ''))
    })

    test('that is retired stays so for a file that it gets later', async () => {
      const publisher = await tokenOf(house, bob)
      granted(await publish(house, publisher, { filename: 'widget-1.0-py3-none-any.whl', content: 'wheel' }))
      expect((await retired()).filter(([version]) => version === '1.0')).toEqual([
        ['1.0', ''],
        ['1.0', ''],
      ])
    })

    test('that is restored is as it was, and stays so when it is restored again', async () => {
      for (let time = 0; time < 2; time++)
        granted(await house.repositories.restoreVersion(judgeOf(house, retirer)))
      expect((await retired()).map(([, reason]) => reason)).toEqual([undefined, undefined, undefined])
    })

    test.each([{ version: '3.0' }, { version: '1.0.0' }, { package: 'gadget' }])(
      'that is not there is unknown: %o',
      async name => {
        const owner = await house.account(`admin-${Object.values(name)}`.replaceAll('.', '-'))
        const acme = await house.organizations.byName('acme')
        if (acme === undefined) throw new Error('It is there.')
        await house.member(acme, owner, 'admin')
        const { token } = await house.keyOf(owner, [{ actions: ['retire'], targets: ['*'] }])
        const judge = judgeOf(house, granted(await house.authenticate(token)), name)
        expect(await house.repositories.retireVersion(judge, '')).toMatchObject({ code: 'unknown_version' })
        expect(await house.repositories.restoreVersion(judge)).toMatchObject({ code: 'unknown_version' })
      },
    )

    test('is not retired by a key that was revoked since it was let in', async () => {
      const { key, token } = await house.keyOf(bob, [{ actions: ['retire'], targets: ['*'] }])
      const judge = judgeOf(house, granted(await house.authenticate(token)))
      granted(await house.keys.revoke(key.id, 'local command'))
      expect(await house.repositories.retireVersion(judge, '')).toMatchObject({ code: 'key_revoked' })
      expect((await retired()).map(([, reason]) => reason)).toEqual([undefined, undefined, undefined])
    })

    test('is retired by a decision made in that transaction to retire it, and by nothing else', async () => {
      const publisher = await tokenOf(house, bob)
      const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0' }
      const elsewhere = await house.authorizer.authorize(retirer, { action: 'retire', ...place })
      const reading = judgeOf(house, publisher)
      const judges = [
        async () => elsewhere,
        (transaction: object) =>
          house.authorizer.authorize(publisher, { action: 'read', ...place }, transaction),
      ]
      for (const judge of judges)
        await expect(house.repositories.retireVersion(judge, '')).rejects.toThrow(TypeError)
      expect(await house.repositories.retireVersion(reading, '')).toMatchObject({
        code: 'action_not_allowed',
      })
      expect((await retired()).map(([, reason]) => reason)).toEqual([undefined, undefined, undefined])
    })
  })
})
