/**
 * Security, row 5 of what others got wrong (CVE-2025-68944: an exchanged token had lost the scope of the one it was
 * made from): whatever a key holds and whatever is asked for, the exchanged token may do no more than the key, and no
 * more than the scope.
 */
import { parseScopes, scopesToAllow } from '@latchkey/protocol'
import {
  type Action,
  type AllowRow,
  appendCaveat,
  type Macaroon,
  pending,
  readToken,
  refused,
  writeToken,
} from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import type { Attempt, Decision } from '../../access/index.ts'
import type { Account } from '../../accounts/index.ts'
import { operator } from '../../audit/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createOAuthHouse, granted, type OAuthTestHouse } from '../testing/house.ts'

const inPackages = ['describe', 'read', 'publish', 'retire', 'delete', 'maintain'] as const
const late = { package: pending, version: pending, digests: pending } as const
const address = '192.0.2.7'
const attempts: readonly Attempt[] = [
  { action: 'identify', address },
  { action: 'account', address },
  { action: 'administer', organization: 'acme', administers: 'people', address },
  ...inPackages.flatMap(action =>
    [
      { organization: 'acme', ecosystem: 'pypi', package: 'widget', version: '1.0', digests: [] },
      { organization: 'acme', ecosystem: 'pypi' },
      { organization: 'acme', ecosystem: 'pypi', ...late },
      { organization: 'globex', ecosystem: 'pypi', package: 'gadget' },
    ].map(place => ({ action, address, ...place })),
  ),
]

const rank = { refused: 0, needs: 1, allowed: 2 } as const

const everyAction: readonly Action[] = [...inPackages, 'administer', 'account']
const some = <T>(item: fc.Arbitrary<T>, most = 6) => fc.uniqueArray(item, { minLength: 1, maxLength: most })
const action = fc.constantFrom(...everyAction)
const target = fc.constantFrom('*', '*', 'pypi:*', '*:acme', 'pypi:acme', 'pypi:acme/widget', '*:globex')
const actions = fc.oneof(some(action, 8), fc.constant(everyAction))
const row = fc
  .record({ actions, targets: some(target, 2) })
  .map(({ actions: named, targets }) => ({
    actions:
      named.includes('administer') && targets.some(each => !each.includes('*:') && each !== '*')
        ? named.filter(each => each !== 'administer')
        : named,
    targets,
  }))
  .filter(({ actions: left }) => left.length > 0)
/** Half of the keys may do everything before they are narrowed: few others can be exchanged for what is asked. */
const rows = fc.oneof(
  fc.array(row, { minLength: 1, maxLength: 3 }),
  fc.array(row, { maxLength: 2 }).map(some => [...some, { actions: everyAction, targets: ['*'] }]),
)
const caveat: fc.Arbitrary<readonly unknown[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('allow'),
      fc.array(fc.tuple(actions, some(target, 3)), { minLength: 1, maxLength: 3 }),
    ),
  },
  fc.tuple(fc.constant('network'), fc.constantFrom(['10.0.0.0/8'], ['192.0.2.0/24'])),
  fc.tuple(fc.constant(0), fc.constantFrom(4_000_000_000), fc.constant(0)),
  fc.tuple(fc.constant(1), some(fc.constantFrom('widget', 'brand-new'), 2)),
  fc.tuple(fc.constant('version'), some(fc.constantFrom('1.0', '2.0'), 2)),
)
const scope = some(
  fc.constantFrom(
    ...['api', 'api:read', 'api:write', 'repositories', 'repository:acme', 'repository:pypi:acme'],
    ...['repository:globex', 'package:pypi:acme/widget'],
  ),
  3,
).map(words => words.join(' '))

function narrowed(text: string, caveats: readonly (readonly unknown[])[]): string {
  const append = (macaroon: Macaroon, one: readonly unknown[]) =>
    appendCaveat(macaroon, new TextEncoder().encode(JSON.stringify(one)))
  return writeToken(caveats.reduce(append, granted(readToken(text))))
}

/** Written out once more, without the token: what an access takes of a row. */
function isWithin(rows: readonly AllowRow[], { action: tried, ...attempt }: Attempt): boolean {
  const {
    organization,
    ecosystem,
    package: name,
  } = { organization: undefined, ecosystem: undefined, package: undefined, ...attempt }
  if (tried === 'identify') return true
  return rows.some(
    ({ actions: named, targets }) =>
      named.includes(tried) &&
      (tried === 'account' ||
        targets.some(
          each =>
            (each.ecosystem ?? ecosystem) === ecosystem &&
            (each.organization ?? organization) === organization &&
            (each.package === undefined || name === pending || each.package === name),
        )),
  )
}

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  const people: Account[] = []

  beforeAll(async () => {
    house = createOAuthHouse(await open())
    const { owner, reader, stranger } = await house.acme()
    people.push(owner, reader, stranger)
    const globex = await house.organization('globex', stranger)
    granted(
      await house.repositories.create(
        { organization: globex, ecosystem: 'pypi', visibility: 'public' },
        operator,
      ),
    )
  })

  const ask = async (text: string): Promise<readonly Decision['answer'][]> => {
    const credential = await house.authenticate(text)
    if (refused(credential)) return attempts.map(() => 'refused')
    const decisions = attempts.map(attempt => house.authorizer.authorize(credential, attempt))
    return (await Promise.all(decisions)).map(({ answer }) => answer)
  }

  test('an exchanged token may do nothing that its key may not, and nothing that its scope does not say', async () => {
    let exchanged = 0
    const property = fc.asyncProperty(
      fc.nat(2),
      rows,
      fc.array(caveat, { maxLength: 2 }),
      scope,
      async (whose, rows, added, asked) => {
        const person = people[whose]
        if (person === undefined) throw new Error('Everybody is there.')
        const { token } = await house.keyOf(person, rows)
        const key = narrowed(token.expose(), added)
        const form = { grant_type: 'client_credentials', client_secret: key, scope: asked }
        const { status, body } = await house.post('/oauth/token', form)
        if (status !== 200) {
          expect(['invalid_scope', 'invalid_client']).toContain(body.error)
          if (asked === 'repositories') expect(body.error).toBe('invalid_client')
          return
        }
        exchanged += 1
        const [before, after] = [await ask(key), await ask(body.access_token)]
        const within = scopesToAllow(granted(parseScopes(asked)), { organizations: [] })
        for (const [at, attempt] of attempts.entries()) {
          const answer = after[at] ?? 'allowed'
          expect(rank[answer]).toBeLessThanOrEqual(rank[before[at] ?? 'refused'])
          if (answer !== 'refused') expect(isWithin(within, attempt)).toBe(true)
        }
      },
    )
    // One that can be exchanged, so that something is compared whatever comes by chance.
    await fc.assert(property, {
      ...propertyOptions(500),
      examples: [[0, [{ actions: everyAction, targets: ['*'] }], [], 'repositories']],
    })
    expect(exchanged).toBeGreaterThan(0)
    expect(house.reports).toEqual([])
  })
})
