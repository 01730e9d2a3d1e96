/** Who and what is told to reach a package: exactly what would be let through. */
import { type Role, roles, type Secret } from '@latchkey/protocol'
import { type Caveat, parseNetwork } from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type Attempt, openPolicy } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import { keyCaveats } from '../keys/index.ts'
import type { Organization } from '../organizations/index.ts'
import { judgeOf } from '../repositories/testing/judge-of.ts'
import { publish, tokenOf } from '../repositories/testing/publish.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createReach, type May, type Reach, type ReachPage, type ReachPlace } from './index.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}` as const
const versions = ['1.0', '2.0']
const digests = [digest('a'), digest('b')]
const addresses = [undefined, '10.1.2.3', '192.0.2.7', '2001:db8::1']

const everywhere = { organization: 'acme', ecosystem: 'pypi', package: 'widget' } as const

/** All that can be tried: each action with every version, digest and address that a caveat of these tests may name. */
const attempts: Readonly<Record<keyof May, readonly Attempt[]>> = {
  read: attemptsTo(from => [{ action: 'read', ...from }]),
  publish: attemptsTo(from => digests.map(each => ({ action: 'publish', ...from, digests: [each] }))),
  delete: attemptsTo(from => [{ action: 'delete', ...from }]),
}

function attemptsTo(
  make: (from: typeof everywhere & { version: string; address?: string }) => readonly Attempt[],
): readonly Attempt[] {
  return versions.flatMap(version =>
    addresses.flatMap(address => make({ ...everywhere, version, ...(address !== undefined && { address }) })),
  )
}

forEachEngine((engine, open) => {
  let house: SmallHouse
  let reach: Reach
  let place: ReachPlace
  let acme: Organization
  const people = new Map<string, Account>()
  const person = (name: string) => people.get(name) as Account

  beforeAll(async () => {
    house = createSmallHouse(await open())
    const { repositories, clock, logins, store, origin } = house
    reach = createReach({ store, standing: repositories, logins, clock, origin })
    for (const name of ['read', 'write', 'manager', 'owner', 'maintainer', 'stranger', 'disabled', 'guarded'])
      people.set(name, await house.account(name))
    acme = await house.organization('acme', person('owner'))
    for (const role of ['write', 'read'] as const) await house.member(acme, person(role), role)
    for (const name of ['manager', 'disabled', 'guarded']) await house.member(acme, person(name), 'admin')
    await giveSecondFactor(house.store, person('guarded').id, clock)
    const elsewhere = await house.organization('elsewhere', person('stranger'))
    for (const organization of [acme, elsewhere])
      granted(await repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator))
    granted(await publish(house, await tokenOf(house, person('write'))))
    const judge = judgeOf(house, sessionOf(person('owner')), {}, 'maintain')
    granted(await repositories.addMaintainer(judge, person('maintainer').id))
    await unrecorded(house.store).write(transaction =>
      transaction
        .updateTable('accounts')
        .set({ disabled_at: 1 })
        .where('username', '=', 'disabled')
        .execute(),
    )
    const repository = await repositories.find('acme', 'pypi')
    const found = repository && (await repositories.findPackage(repository.id, 'widget'))
    if (found === undefined) throw new Error('It was published.')
    place = { organization: acme, ecosystem: 'pypi', package: found }
  })

  /** All pages, each of so many rows. */
  async function all<Item>(list: (after: { after?: string }) => Promise<ReachPage<Item>>) {
    const items: Item[] = []
    let looked = 0
    for (let after: { after?: string } = {}; ; ) {
      const page = await list({ ...after })
      items.push(...page.items)
      looked += page.looked
      if (page.next === undefined) return { items, looked }
      after = { after: page.next }
    }
  }
  const keysOf = (of: 'account' | 'organization') => all(page => reach.keys(place, { of, limit: 7, ...page }))

  /** What really happens when a token is presented, tried in every way. */
  async function tried(token: Secret): Promise<May> {
    const outcome = async (action: keyof May) => {
      let closed = false
      for (const attempt of attempts[action]) {
        const answer = await house.ask(token, attempt)
        if (answer.answer === 'allowed') return 'yes' as const
        closed ||= answer.answer === 'refused' && answer.refusal.code === 'totp_required'
      }
      return closed ? ('with a code' as const) : undefined
    }
    return { read: await outcome('read'), publish: await outcome('publish'), delete: await outcome('delete') }
  }
  const nothing: May = { read: undefined, publish: undefined, delete: undefined }

  describe('a key is told to reach a package', () => {
    const some = <Item>(items: readonly Item[]) =>
      fc.subarray([...items], { minLength: 1, maxLength: items.length })
    const networks = ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.0/24', '2001:db8::/32']
    const restriction: fc.Arbitrary<Caveat> = fc.oneof(
      some(versions).map(each => ({ kind: 'version' as const, versions: each })),
      some(digests).map(each => ({ kind: 'digest' as const, digests: each })),
      some(networks).map(each => ({
        kind: 'network' as const,
        networks: each.map(network => granted(parseNetwork(network))),
      })),
      fc.constantFrom('widget', 'gadget').map(name => ({ kind: 'project-names' as const, names: [name] })),
    )
    const row = fc.record({
      actions: some(['read', 'publish', 'delete', 'describe'] as const),
      targets: some(['*', 'pypi:acme', 'pypi:acme/widget', 'pypi:acme/gadget', '*:acme', 'hex:acme']),
    })
    const key = fc.record({
      owner: fc.constantFrom(
        'read',
        'write',
        'manager',
        'owner',
        'maintainer',
        'stranger',
        'guarded',
        'acme',
      ),
      role: fc.constantFrom<Role>(...roles),
      allow: fc.array(row, { minLength: 1, maxLength: 2 }),
      restrictions: fc.array(restriction, { maxLength: 3 }),
      days: fc.constantFrom(1, 40, 'never' as const),
      revoked: fc.constantFrom(false, false, false, true),
    })
    const policy = fc.record({
      requireSecondFactor: fc.constantFrom(false, false, true),
      keysNeedWindow: fc.boolean(),
      longestKeyDays: fc.constantFrom(undefined, 30),
    })
    let made = 0

    test('if and only if it would be let through in some way, and for exactly what it would', async () => {
      await fc.assert(
        fc.asyncProperty(key, policy, async (input, asked) => {
          const { allow, restrictions, days, revoked, owner, role } = input
          const isOrganizations = owner === 'acme'
          const targets = isOrganizations ? ['pypi:acme', 'pypi:acme/widget', '*:acme', 'hex:acme'] : []
          const rows = allow.map(each => ({
            ...each,
            targets: isOrganizations ? targets.filter(target => each.targets.includes(target)) : each.targets,
          }))
          fc.pre(rows.every(each => each.targets.length > 0))
          made += 1
          granted(await house.organizations.setPolicy(acme.id, openPolicy, operator))
          const created = await house.keys.create({
            owner: isOrganizations
              ? { kind: 'organization', id: acme.id }
              : { kind: 'account', id: person(owner).id },
            ...(isOrganizations && { role }),
            ...{ name: `tried ${made}`, by: 'local command' },
            caveats: [...granted(keyCaveats({ allow: rows })), ...restrictions],
            expiresAt: days === 'never' ? days : house.clock.now() + days * 24 * 60 * 60_000,
          })
          const { token, key: row } = granted(created)
          if (revoked) granted(await house.keys.revoke(row.id, 'local command'))
          granted(await house.organizations.setPolicy(acme.id, asked, operator))

          const { items } = await keysOf(isOrganizations ? 'organization' : 'account')
          const told = items.filter(({ id }) => id === row.id)
          expect(told.length).toBeLessThanOrEqual(1)
          expect(told[0]?.may ?? nothing).toEqual(await tried(token))
        }),
        propertyOptions(engine === 'sqlite' ? 200 : 50),
      )
    })
  })

  test('a login is told to reach it if and only if its token would be let through, with a code where it takes one', async () => {
    granted(await house.organizations.setPolicy(acme.id, openPolicy, operator))
    const scopes = ['api', 'api:read', 'repositories', 'repository:pypi:acme', 'package:pypi:acme/widget']
    // On one engine thoroughly: what differs between them is reading rows.
    const names = engine === 'sqlite' ? ['read', 'write', 'manager', 'maintainer', 'stranger'] : ['write']
    for (const name of [...names, 'guarded']) {
      for (const scope of [...scopes, 'package:pypi:acme/gadget']) {
        const { login, tokens } = await house.loginOf(person(name), { scope })
        const { items } = await all(page => reach.logins(place, { limit: 25, ...page }))
        const told = items.find(({ id }) => id === login.id)
        expect(told?.may ?? nothing, `${name} ${scope}`).toEqual(await tried(tokens.accessToken))
      }
    }
    const guarded = await all(page => reach.logins(place, page))
    expect(
      guarded.items.filter(({ username }) => username === 'guarded').map(({ may }) => may.publish),
    ).toEqual(expect.arrayContaining(['with a code']))
  })

  test('a login that ended, or that was not used for so long that it cannot be refreshed, reaches nothing', async () => {
    const [ended, idle] = [await house.loginOf(person('owner')), await house.loginOf(person('owner'))]
    granted(await house.logins.end(ended.login.id, person('owner').id, operator))
    const told = async () => (await all(page => reach.logins(place, page))).items.map(({ id }) => id)
    expect(await told()).not.toContain(ended.login.id)
    expect(await told()).toContain(idle.login.id)
    house.clock.advance(31 * 24 * 60 * 60_000)
    expect(await told()).not.toContain(idle.login.id)
  })

  test('people reach it by their role or as maintainers, each once; the disabled and strangers do not', async () => {
    const { items } = await all(page => reach.people(place, { limit: 2, ...page }))
    const told = items.map(({ username, role, maintains, may }) => [
      ...[username, role, maintains],
      Object.entries(may).flatMap(([action, certainty]) => (certainty === undefined ? [] : [action])),
    ])
    expect(told).toEqual([
      ['guarded', 'admin', false, ['read', 'publish', 'delete']],
      ['maintainer', undefined, true, ['read', 'publish']],
      ['manager', 'admin', false, ['read', 'publish', 'delete']],
      ['owner', 'owner', false, ['read', 'publish', 'delete']],
      ['read', 'read', false, ['read']],
      ['write', 'write', true, ['read', 'publish']],
    ])
  })

  test('it is said at how many rows was looked, whatever came of them', async () => {
    await house.keyOf(person('read'), [{ actions: ['read'], targets: ['pypi:acme/gadget'] }])
    const { items, looked } = await keysOf('account')
    expect(looked).toBeGreaterThan(items.length)
    const counted = await house.store.read
      .selectFrom('keys')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('owner_kind', '=', 'account')
      .where('owner_id', '!=', person('stranger').id)
      .executeTakeFirstOrThrow()
    expect(looked).toBe(Number(counted.count))
  })

  test('a place to go on from that is none of ours has nothing behind it', async () => {
    for (const after of ['x', "' or 1=1 --", '..', 'a.1.b.c'])
      expect(await reach.keys(place, { of: 'account', after })).toEqual({ items: [], looked: 0 })
  })
})
