import {
  type Access,
  type AllowRow,
  actions,
  type Caveat,
  clear,
  formatTarget,
  parseTarget,
  refused,
  type Target,
} from '@latchkey/tokens'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../test/support/runs.ts'
import { mintWith, verified } from '../../../../../tokens/src/testing/tokens.ts'
import { type Holder, type Permission, permissionsIn, rowsFor } from './permissions.ts'

const alice: Holder = { kind: 'account', organizations: ['acme', 'beta'] }
const acme: Holder = { kind: 'organization', name: 'acme' }
const everything = 'describe publish retire delete maintain account'

/** `describe hex:*; administer *:acme *:beta`. */
function inWords(rows: readonly AllowRow[]): string {
  return rows.map(row => `${row.actions.join(' ')} on ${row.targets.map(formatTarget).join(' ')}`).join('; ')
}

function permission(domain: string, resource: string | null = null): Permission {
  return { domain, resource } as Permission
}

test.for([
  [permission('api'), `describe on hex:*; ${everything} on hex:*; administer on *:acme *:beta`],
  [permission('api', 'write'), `${everything} on hex:*; administer on *:acme *:beta`],
  [permission('api', 'read'), 'describe on hex:*'],
  [permission('repositories'), 'read on hex:*'],
  [permission('repository', 'acme'), 'read on hex:acme'],
  [permission('package', 'acme/widget'), 'describe read publish retire on hex:acme/widget'],
] as const)("a person's %j is %s", ([given, rows]) => {
  expect(inWords(rowsFor([given], alice))).toBe(rows)
})

const withoutAccount = everything.replace(' account', '')

test.for([
  [permission('api'), `describe on hex:acme; ${withoutAccount} on hex:acme; administer on *:acme`],
  [permission('api', 'write'), `${withoutAccount} on hex:acme; administer on *:acme`],
  [permission('api', 'read'), 'describe on hex:acme'],
  [permission('repositories'), 'read on hex:acme'],
  [permission('repository', 'acme'), 'read on hex:acme'],
  [permission('package', 'acme/widget'), 'describe read publish retire on hex:acme/widget'],
  [permission('repository', 'beta'), ''],
  [permission('package', 'beta/widget'), ''],
] as const)("an organization's %j is %s", ([given, rows]) => {
  expect(inWords(rowsFor([given], acme))).toBe(rows)
})

function listed(rows: readonly AllowRow[], holder: Holder, more: readonly Caveat[] = []): readonly string[] {
  const found = permissionsIn([{ kind: 'allow', rows }, ...more], holder)
  return found.map(({ domain, resource }) => (resource === null ? domain : `${domain}:${resource}`))
}

test.for([
  [['api:read', 'repository:acme'], alice, ['api:read', 'repository:acme']],
  [['api:write'], alice, ['api']],
  [['api', 'api:read', 'api:write'], alice, ['api']],
  [['repositories', 'repository:acme'], alice, ['repositories']],
  [['repositories'], acme, ['repository:acme']],
  [['package:acme/widget', 'api:read'], alice, ['api:read', 'package:acme/widget']],
  [['package:acme/widget', 'api', 'repositories'], alice, ['api', 'repositories']],
] as const)('a key of %o is listed with %o', ([given, holder, expected]) => {
  const permissions = given.map(text => {
    const [domain = '', resource] = text.split(/:(.*)/)
    return permission(domain, resource)
  })
  expect(listed(rowsFor(permissions, holder), holder)).toEqual(expected)
})

const row = (actions: string, ...targets: string[]) =>
  ({ actions: actions.split(' '), targets: targets.map(target) }) as unknown as AllowRow

function target(text: string): Target {
  const read = parseTarget(text)
  if (refused(read)) throw new Error(read.message)
  return read
}

test.for([
  ['of another ecosystem', [row('read', 'pypi:acme')]],
  ['for a part of the actions', [row('describe publish', 'hex:acme/widget')]],
  ['for another action', [row('publish', '*')]],
] as const)('a key %s has no permission of Hex', ([, rows]) => {
  expect(listed(rows, alice)).toEqual([])
})

test('a key for everything has every permission of Hex', () => {
  expect(listed([row(actions.join(' '), '*')], alice)).toEqual(['api', 'repositories'])
})

test('what a second `allow` takes away is not listed, and what it leaves is', () => {
  const less: Caveat = { kind: 'allow', rows: [row('read', 'hex:acme')] }
  expect(listed([row('read describe', 'hex:*')], alice, [less])).toEqual(['repository:acme'])
})

test('a key held to one version has none of these permissions whole', () => {
  const version: Caveat = { kind: 'version', versions: ['1.0.0'] }
  expect(listed([row('read', 'hex:*')], alice, [version])).toEqual([])
})

test('a key that names no `allow` has no permission', () => {
  expect(permissionsIn([], alice)).toEqual([])
})

test('whoever joins an organization that the key does not administer sees it as less than the whole API', () => {
  const rows = rowsFor([permission('api')], alice)
  const later: Holder = { kind: 'account', organizations: ['acme', 'beta', 'gamma'] }
  expect(listed(rows, later)).toEqual(['api:read'])
})

const organizations = ['acme', 'beta', 'gamma']
const anyPermission: fc.Arbitrary<Permission> = fc.oneof(
  fc.constantFrom(
    permission('api'),
    permission('api', 'read'),
    permission('api', 'write'),
    permission('repositories'),
  ),
  fc.constantFrom(...organizations).map(name => permission('repository', name)),
  fc.constantFrom('acme/widget', 'beta/widget', 'gamma/gadget').map(name => permission('package', name)),
)
const somePermissions = fc.uniqueArray(anyPermission, {
  minLength: 1,
  maxLength: 4,
  selector: JSON.stringify,
})
const anyHolder: fc.Arbitrary<Holder> = fc.oneof(
  fc.constant(acme),
  fc.subarray(organizations).map(names => ({ kind: 'account' as const, organizations: names })),
)

const targets = [
  '*',
  'hex:*',
  'pypi:*',
  '*:acme',
  '*:beta',
  'hex:acme',
  'pypi:acme',
  'hex:beta',
  'hex:acme/widget',
]
const anyAllow: fc.Arbitrary<Caveat> = fc.record({
  kind: fc.constant('allow' as const),
  rows: fc.array(
    fc.record({
      actions: fc.subarray([...actions], { minLength: 1 }),
      targets: fc.subarray(targets.map(target), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})
const anyRestriction: fc.Arbitrary<Caveat> = fc.oneof(
  { weight: 8, arbitrary: anyAllow },
  fc.constant<Caveat>({ kind: 'version', versions: ['1.0.0'] }),
  fc.constant<Caveat>({ kind: 'project-names', names: ['widget'] }),
)
const anyAccess = fc.record({
  action: fc.constantFrom(...actions.filter(action => action !== 'identify')),
  organization: fc.constantFrom(...organizations, undefined),
  ecosystem: fc.constantFrom('hex', 'pypi', undefined),
  package: fc.constantFrom('widget', 'gadget', undefined),
  principal: fc.constant({ kind: 'account', id: 'alice' } as const),
  origin: fc.constant('https://packages.example.com'),
  now: fc.constant(0),
}) as fc.Arbitrary<Access>
const token = verified(mintWith())

function may(caveats: readonly Caveat[], access: Access): boolean {
  return clear(token, caveats, access).answer === 'cleared'
}

test('no permission that is listed lets anything through that the key does not', () => {
  const someCaveats = fc.array(anyRestriction, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(
      someCaveats,
      anyHolder,
      fc.array(anyAccess, { minLength: 20, maxLength: 20 }),
      (caveats, holder, accesses) => {
        const found = permissionsIn(caveats, holder)
        if (found.length === 0) return
        const rows = rowsFor(found, holder)
        for (const access of accesses) {
          if (may([{ kind: 'allow', rows }], access)) expect(may(caveats, access)).toBe(true)
        }
      },
    ),
    propertyOptions(5_000),
  )
})

test('what is listed of a key made of permissions is as much as these permissions', () => {
  fc.assert(
    fc.property(somePermissions, anyHolder, anyAccess, (permissions, holder, access) => {
      const rows = rowsFor(permissions, holder)
      if (rows.length === 0) return
      const again = rowsFor(permissionsIn([{ kind: 'allow', rows }], holder), holder)
      const before = may([{ kind: 'allow', rows }], access)
      expect(may([{ kind: 'allow', rows: again }], access)).toBe(before)
    }),
    propertyOptions(20_000),
  )
})

test('no permission of Hex reaches beyond Hex, but to the organizations that its holder is of', () => {
  fc.assert(
    fc.property(somePermissions, anyHolder, anyAccess, (permissions, holder, access) => {
      const rows = rowsFor(permissions, holder)
      if (rows.length === 0 || !may([{ kind: 'allow', rows }], access)) return
      const theirs = holder.kind === 'account' ? holder.organizations : [holder.name]
      if (access.action === 'account') expect(holder.kind).toBe('account')
      else if (access.action === 'administer') expect(theirs).toContain(access.organization)
      else expect(access.ecosystem).toBe('hex')
      if (holder.kind === 'organization') expect(access.organization).toBe(holder.name)
    }),
    propertyOptions(20_000),
  )
})
