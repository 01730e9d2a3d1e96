import type { Role } from '@latchkey/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { publish, tokenOf } from '../repositories/testing/publish.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const release = '/organizations/acme/repositories/pypi/packages/widget/releases'

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let people: Readonly<Record<Role, Account>>
  let maintainer: Account

  beforeAll(async () => {
    house = createApiHouse(await open())
    const acme = await house.acme()
    people = acme.people
    maintainer = await house.account('maintainer')
    await house.member(acme.organization, maintainer, 'write')
    granted(await publish(house, await tokenOf(house, maintainer)))
  })

  const keyOf = async (account: Account, action: string, target = 'pypi:acme/widget') =>
    (await house.keyOf(account, [{ actions: [action], targets: [target] }])).token
  const reason = 'It deletes what it should keep.'

  async function yanked(): Promise<string | undefined> {
    const repository = await house.repositories.find('acme', 'pypi')
    const found = await house.repositories.findPackage(repository?.id ?? '', 'widget')
    return (await house.repositories.files(found?.id ?? ''))[0]?.retired?.reason
  }

  describe('yanking a version', () => {
    test.each([
      ['read', 403],
      ['write', 403],
      ['admin', 200],
      ['owner', 200],
    ] as const)('by a member with the role %s is answered %d', async (role, status) => {
      const token = await keyOf(people[role], 'retire')
      const yank = await house.call('POST', `${release}/1.0/yank`, { token, body: { reason } })
      expect(yank.status).toBe(status)
      expect(await yanked()).toBe(status === 200 ? reason : undefined)
      expect((await house.call('POST', `${release}/1.0/unyank`, { token })).status).toBe(status)
      expect(await yanked()).toBeUndefined()
    })

    test('is for its maintainer too, with a key for that package', async () => {
      const token = await keyOf(maintainer, 'retire')
      const yank = await house.call('POST', `${release}/1.0/yank`, { token, body: { reason } })
      expect(yank).toMatchObject({ status: 200, body: { version: '1.0', yanked: true } })
      expect(await yanked()).toBe(reason)
      const unyank = await house.call('POST', `${release}/1.0/unyank`, { token })
      expect(unyank).toMatchObject({ status: 200, body: { version: '1.0', yanked: false } })
      expect(await yanked()).toBeUndefined()
    })

    test('takes the package in any spelling, and the version as it is listed', async () => {
      const token = await keyOf(people.owner, 'retire', '*')
      const path = release.replace('widget', 'WidGet')
      const call = (version: string) =>
        house.call('POST', `${path}/${version}/yank`, { token, body: { reason } })
      expect((await call('1.0')).status).toBe(200)
      expect(await call('9.9')).toMatchObject({ status: 404, body: { error: { code: 'unknown_version' } } })
      expect((await house.call('POST', `${path}/1.0/unyank`, { token })).status).toBe(200)
    })

    test('takes one line of text for a reason', async () => {
      const token = await keyOf(people.owner, 'retire')
      for (const text of ['two\nlines', 'x'.repeat(501)]) {
        const answer = await house.call('POST', `${release}/1.0/yank`, { token, body: { reason: text } })
        expect(answer.status).toBe(400)
      }
      expect(await yanked()).toBeUndefined()
    })
  })

  describe('deleting', () => {
    const names = async () => {
      const path = '/organizations/acme/repositories/pypi/packages/widget/files'
      const { body } = await house.call('GET', path, { token: await keyOf(people.read, 'describe') })
      return body.items.map(({ filename }: { filename: string }) => filename)
    }

    test.each(['read', 'write'] as const)('is not for the role %s', async role => {
      const token = await keyOf(people[role], 'delete')
      expect((await house.call('DELETE', `${release}/1.0`, { token })).status).toBe(403)
      expect((await house.call('DELETE', `${release}/1.0/files/widget-1.0.tar.gz`, { token })).status).toBe(
        403,
      )
    })

    test('is not for a maintainer, who may retire but not delete', async () => {
      const token = await keyOf(maintainer, 'delete')
      expect((await house.call('DELETE', `${release}/1.0`, { token })).status).toBe(403)
      expect(await names()).toEqual(['widget-1.0.tar.gz'])
    })

    test('a file, then the rest of its version, is for the role admin', async () => {
      const publisher = await tokenOf(house, maintainer)
      for (const filename of ['widget-1.0-py3-none-any.whl', 'widget-1.0-py2-none-any.whl'])
        granted(await publish(house, publisher, { filename, content: filename }))
      const token = await keyOf(people.admin, 'delete')
      const wheel = 'widget-1.0-py2-none-any.whl'
      expect(await house.call('DELETE', `${release}/1.0/files/${wheel}`, { token })).toMatchObject({
        status: 200,
        body: { deleted: [wheel] },
      })
      expect(await names()).toEqual(['widget-1.0-py3-none-any.whl', 'widget-1.0.tar.gz'])
      expect((await house.call('DELETE', `${release}/1.0/files/${wheel}`, { token })).status).toBe(404)
      expect(await house.call('DELETE', `${release}/1.0`, { token })).toMatchObject({
        status: 200,
        body: { deleted: ['widget-1.0-py3-none-any.whl', 'widget-1.0.tar.gz'] },
      })
      expect(await names()).toEqual([])
      expect((await house.call('DELETE', `${release}/1.0`, { token })).status).toBe(404)
    })
  })
})
