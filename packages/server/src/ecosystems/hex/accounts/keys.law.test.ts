/** Law 1, for keys that are made in Hex's words: whatever makes one, and whatever was asked for. */
import { actions } from '@latchkey/tokens'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import type { Attempt } from '../../../access/index.ts'
import { askingHouse } from './testing/asking.ts'

const targets = ['*', '*:acme', 'hex:*', 'hex:acme', 'hex:globex', 'pypi:acme', 'hex:acme/widget']
const someRows = fc.array(
  fc.record({
    // To administer is about whole organizations, and stands in a row of its own below.
    actions: fc.subarray(
      actions.filter(action => action !== 'administer'),
      { minLength: 1 },
    ),
    targets: fc.subarray(targets, { minLength: 1 }),
  }),
  { maxLength: 2 },
)
/** Half of the makers may do everything with packages: few others may make a key at all. */
const everything = { actions: actions.filter(action => action !== 'administer'), targets: ['*'] }
const anyRows = fc.oneof(
  someRows,
  someRows.map(rows => [...rows, everything]),
)
const somePermissions = fc.subarray(
  [
    { domain: 'api' },
    { domain: 'api', resource: 'read' },
    { domain: 'repositories' },
    { domain: 'repository', resource: 'acme' },
    { domain: 'package', resource: 'acme/widget' },
  ],
  { minLength: 1 },
)

const places = [
  { organization: 'acme', ecosystem: 'hex' },
  { organization: 'acme', ecosystem: 'hex', package: 'widget' },
  { organization: 'acme', ecosystem: 'hex', package: 'gadget' },
  { organization: 'acme', ecosystem: 'pypi', package: 'widget' },
  { organization: 'globex', ecosystem: 'hex', package: 'widget' },
]
const attempts: readonly Attempt[] = [
  { action: 'account' },
  { action: 'administer', organization: 'acme', administers: 'keys', keyRole: 'admin' },
  { action: 'administer', organization: 'acme', administers: 'people' },
  ...(['describe', 'read', 'publish', 'retire', 'delete', 'maintain'] as const).flatMap(action =>
    places.map(place => ({ action, ...place })),
  ),
]

test('a key does nothing that the token it was made with does not', async () => {
  const house = await askingHouse()
  await house.member(house.globex, house.alice, 'admin')
  let compared = 0
  const may = async (token: string, attempt: Attempt) =>
    (await house.ask(token, attempt)).answer === 'allowed'
  const property = fc.asyncProperty(
    anyRows,
    somePermissions,
    fc.boolean(),
    async (rows, permissions, own) => {
      const keys = { actions: own ? ['account'] : ['administer'], targets: own ? ['hex:acme'] : ['*:acme'] }
      const maker = (await house.keyOf(house.alice, [...rows, keys])).token.expose()
      const call = own ? 'POST /keys' : 'POST /orgs/acme/keys'
      const made = await house.api(maker, call, { name: 'made', permissions })
      if (made.status !== 201) return
      for (const attempt of attempts) {
        if (!(await may(made.body.secret, attempt))) continue
        compared += 1
        expect(await may(maker, attempt), JSON.stringify(attempt)).toBe(true)
      }
    },
  )
  // One that may, so that something is compared whatever comes by chance.
  await fc.assert(property, {
    ...propertyOptions(300),
    examples: [[[everything], [{ domain: 'repositories' }], true]],
  })
  expect(compared).toBeGreaterThan(0)
})
