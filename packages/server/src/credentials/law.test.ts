/** Law 1 through the whole decision: signature, row, caveats in row and text, standing and role. */
import {
  type Action,
  appendCaveat,
  type Macaroon,
  pending,
  readToken,
  refused,
  writeToken,
} from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import type { Attempt, Decision } from '../access/index.ts'
import { operator } from '../audit/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const digest = `sha256:${'0'.repeat(64)}`
const late = { package: pending, version: pending, digests: pending } as const
const inPackages: readonly Exclude<Action, 'identify' | 'account' | 'administer'>[] = [
  ...(['describe', 'read', 'publish', 'retire', 'delete', 'maintain'] as const),
]

/** Every action on what there is, what there is not, what belongs to others, and what is not known yet. */
const attempts: readonly Attempt[] = [
  { action: 'identify' },
  { action: 'account' },
  { action: 'administer', organization: 'acme', administers: 'keys', keyRole: 'write' },
  { action: 'administer', organization: 'acme', administers: 'people' },
  ...inPackages.flatMap(action =>
    [
      { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0', digests: [digest] },
      { organization: 'acme', ecosystem: 'pypi', package: 'brand-new', version: '2.0', digests: [digest] },
      { organization: 'acme', ecosystem: 'pypi' },
      { organization: 'acme', ecosystem: 'pypi', ...late },
      { organization: 'other', ecosystem: 'pypi', package: 'widget' },
    ].map(place => ({ action, address: '10.1.2.3', ...place })),
  ),
]

const rank = { refused: 0, needs: 1, allowed: 2 } as const

const target = fc.constantFrom(
  '*',
  'pypi:*',
  '*:acme',
  'pypi:acme',
  'pypi:acme/widget',
  'pypi:acme/none',
  'pypi:other',
)
const action = fc.constantFrom(...inPackages, 'administer', 'account')
const some = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 6 })
const caveat: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('allow'),
      fc.array(fc.tuple(some(action), some(target)), { minLength: 1, maxLength: 3 }),
    ),
  },
  fc.tuple(fc.constant('version'), some(fc.constantFrom('1.0', '2.0', '3.0'))),
  fc.tuple(fc.constant('digest'), fc.constantFrom([digest], [`sha256:${'1'.repeat(64)}`])),
  fc.tuple(
    fc.constant('audience'),
    fc.constantFrom(['https://packages.example.com'], ['https://other.example']),
  ),
  fc.tuple(fc.constant('network'), fc.constantFrom(['10.0.0.0/8'], ['192.0.2.0/24'])),
  fc.tuple(fc.constant(0), fc.constantFrom(0, 4_000_000_000), fc.constant(0)),
  fc.tuple(fc.constant(1), some(fc.constantFrom('widget', 'brand-new'))),
  fc.tuple(fc.constant('moon-phase'), fc.string()),
)

function narrowed(text: string, caveats: readonly (readonly unknown[])[]): string {
  const append = (macaroon: Macaroon, one: readonly unknown[]) =>
    appendCaveat(macaroon, new TextEncoder().encode(JSON.stringify(one)))
  return writeToken(caveats.reduce(append, granted(readToken(text))))
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  /** The text of a key of everybody: owner, admin, maintainer with write, reader, stranger, and the organization's. */
  const keys: { readonly text: string; readonly id: string }[] = []
  const actions = [...inPackages, 'administer', 'account']
  const broad = [{ actions, targets: ['*'] }]

  beforeAll(async () => {
    house = createSmallHouse(await open())
    const owner = await house.account('owner')
    const acme = await house.organization('acme', owner)
    await house.organization('other', owner)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    for (const role of ['admin', 'write', 'read'] as const) {
      await house.member(acme, await house.account(`a-${role}`), role)
    }
    const people = [
      owner,
      ...(await house.organizations.members(acme.id)).items.map(({ account }) => account),
    ]
    for (const person of [...people, await house.account('stranger')]) {
      const { key, token } = await house.keyOf(person, broad)
      keys.push({ text: token.expose(), id: key.id })
    }
    for (const role of ['read', 'write', 'admin', 'owner'] as const) {
      const { key, token } = await house.keyOfOrganization(acme, role, [{ actions, targets: ['*:acme'] }])
      keys.push({ text: token.expose(), id: key.id })
    }
  })

  const ask = async (text: string): Promise<readonly Decision['answer'][]> => {
    const credential = await house.authenticate(text)
    if (refused(credential)) return attempts.map(() => 'refused')
    const decisions = attempts.map(attempt => house.authorizer.authorize(credential, attempt))
    return (await Promise.all(decisions)).map(({ answer }) => answer)
  }

  test('whatever is added to the text of a key, it may never do more', async () => {
    const known = new Map<string, readonly Decision['answer'][]>()
    for (const { text } of keys) known.set(text, await ask(text))
    expect([...known.values()].flat()).toContain('allowed')

    const property = fc.asyncProperty(
      fc.nat(keys.length - 1),
      fc.array(caveat, { minLength: 1, maxLength: 3 }),
      fc.array(caveat, { minLength: 1, maxLength: 2 }),
      async (index, first, second) => {
        const text = keys[index]?.text ?? ''
        const narrow = narrowed(text, first)
        const answers = [known.get(text) ?? [], await ask(narrow), await ask(narrowed(narrow, second))]
        for (const at of attempts.keys()) {
          const ranks = answers.map(each => rank[each[at] ?? 'allowed'])
          expect(ranks).toEqual([...ranks].sort((one, other) => other - one))
        }
      },
    )
    await fc.assert(property, propertyOptions(300))
  })

  test('revoking a key refuses every token made from it, and says that it was revoked', async () => {
    const property = fc.asyncProperty(fc.array(caveat, { maxLength: 4 }), async caveats => {
      const owner = await house.store.read
        .selectFrom('accounts')
        .select('id')
        .where('username', '=', 'owner')
        .executeTakeFirstOrThrow()
      const { key, token } = await house.keyOf(owner, broad)
      const texts = [token.expose(), narrowed(token.expose(), caveats)]
      granted(await house.keys.revoke(key.id, 'local command'))
      for (const text of texts) {
        for (const attempt of attempts) {
          expect(await house.ask(text, attempt)).toMatchObject({
            answer: 'refused',
            refusal: { code: 'key_revoked' },
          })
        }
      }
    })
    await fc.assert(property, propertyOptions(50))
  })
})
