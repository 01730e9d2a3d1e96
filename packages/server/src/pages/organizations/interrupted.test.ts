/** What happens between a page's decision and its transaction: whoever lost the right changes nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../accounts/index.ts'
import { operator } from '../../audit/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { type InterruptedStore, interrupted } from '../../storage/testing/interrupted.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from '../testing/house.ts'
import { formTokenIn, Visitor } from '../testing/visitor.ts'

const one = '/organizations/acme'

const changes: Record<string, readonly [path: string, fields: Record<string, string>, page?: string]> = {
  'makes a repository': [`${one}/repositories/new`, { ecosystem: 'pypi', visibility: 'public' }],
  'makes a repository public': [`${one}/repositories/pypi`, { visibility: 'public' }],
  'gives a member another role': [`${one}/members/guest`, { role: 'owner' }, `${one}/members`],
  'removes a member': [`${one}/members/guest/remove`, {}],
  'invites somebody': [`${one}/invitations`, { role: 'owner' }, `${one}/members`],
  'changes the policy': [`${one}/policy`, { keys_need_window: 'yes', confirmed: 'yes' }],
}

forEachEngine((_engine, open) => {
  let store: InterruptedStore
  let house: PagesHouse
  let visitor: Visitor
  let owner: Account
  let acme: Organization

  beforeEach(async () => {
    store = interrupted(await open())
    house = createPagesHouse(store)
    owner = await house.person('owner')
    acme = granted(await house.organizations.create({ name: 'acme', displayName: 'Acme', owner }, operator))
    const [another, guest] = [await house.person('another'), await house.person('guest')]
    await house.member(acme, another, 'owner')
    await house.member(acme, guest, 'read')
    visitor = new Visitor(house, origin)
    await visitor.signIn('owner')
  })

  const rows = () =>
    Promise.all(
      (['organizations', 'members', 'repositories', 'invitations', 'events'] as const).map(table =>
        house.store.read.selectFrom(table).selectAll().execute(),
      ),
    )

  const interruptions: Record<string, readonly [happens: () => Promise<unknown>, status: number]> = {
    'they are made an admin': [() => house.member(acme, owner, 'admin'), 403],
    'they are removed': [
      () => house.organizations.removeMember({ organizationId: acme.id, accountId: owner.id }, operator),
      404,
    ],
    'a second factor is required': [
      () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator),
      403,
    ],
  }

  describe.each(Object.entries(changes))('an owner who %s', (what, [path, fields, page]) => {
    beforeEach(async () => {
      if (what === 'makes a repository') return
      granted(
        await house.repositories.create(
          { organization: acme, ecosystem: 'pypi', visibility: 'private' },
          operator,
        ),
      )
    })

    test.each(Object.entries(interruptions))(
      'changes nothing where %s between the decision and the change',
      async (_how, [happens, status]) => {
        const { formToken } = await formOf(page ?? path)
        let meanwhile: unknown
        store.before(async () => {
          await happens()
          meanwhile = await rows()
        })
        const answer = await visitor.post(path, fields, { formToken })
        expect(answer.status).toBe(status)
        expect(meanwhile).toBeDefined()
        expect(await rows()).toEqual(meanwhile)
      },
    )

    test('does where nothing happens', async () => {
      const before = await rows()
      expect((await visitor.submit(path, fields, { page: page ?? path })).status).toBeLessThan(400)
      expect(await rows()).not.toEqual(before)
    })
  })

  async function formOf(page: string) {
    const { html } = await visitor.get(page)
    return { formToken: formTokenIn(html) ?? '' }
  }
})
