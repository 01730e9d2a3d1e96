/** Random caveats and accesses from small pools, so that they often have something to do with each other. */
import fc from 'fast-check'
import { type Access, lateFacts, type Principal, pending } from '../access.ts'
import { actions } from '../action.ts'
import { type Caveat, caveats } from '../caveats/index.ts'
import { type Network, parseNetwork } from '../caveats/ip-network.ts'
import { parseTarget, type Target } from '../target.ts'

/** Every value that a fact of these accesses can have; the last of each pool is named by no caveat. */
const pools = {
  package: ['widget', 'gadget', 'unlisted'],
  packageId: ['widget-id', 'gadget-id', 'unlisted-id', undefined],
  version: ['1.0.0', '1.0.1', '9.9.9'],
  digests: [
    [`sha256:${'ab'.repeat(32)}`],
    [`sha256:${'cd'.repeat(32)}`],
    [`sha256:${'ef'.repeat(32)}`, `sha512:${'ef'.repeat(64)}`],
    [`sha256:${'00'.repeat(32)}`],
  ],
} as const

const targets = [
  '*',
  'pypi:*',
  'npm:*',
  '*:acme',
  '*:beta',
  'pypi:acme',
  'npm:beta',
  'pypi:acme/widget',
  'npm:beta/gadget',
]
const networks = ['10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0', '2001:db8::/32', '::/0']
const origins = ['https://packages.example.com', 'http://localhost:7420']
const addresses = ['10.0.0.1', '10.1.0.1', '192.0.2.1', '::ffff:10.0.0.1', '2001:db8::1', undefined]
const seconds = fc.integer({ min: 0, max: 10 })

const some = <Value>(values: readonly Value[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })

/** One arbitrary for every kind of caveat: a kind without one does not compile. */
const byKind: { readonly [Kind in Caveat['kind']]: fc.Arbitrary<Extract<Caveat, { kind: Kind }>> } = {
  expires: fc.record({
    kind: fc.constant('expires'),
    expiresAt: seconds,
    notBefore: fc.oneof(fc.constant(0), seconds),
  }),
  'project-names': fc.record({ kind: fc.constant('project-names'), names: some(['widget', 'gadget']) }),
  'project-ids': fc.record({ kind: fc.constant('project-ids'), ids: some(['widget-id', 'gadget-id']) }),
  'request-account': fc.record({
    kind: fc.constant('request-account'),
    account: fc.constantFrom('alice', 'bob'),
  }),
  publisher: fc.record({
    kind: fc.constant('publisher'),
    publisher: fc.constantFrom('workflow', 'other'),
    claims: fc.constant(null),
  }),
  allow: fc.record({
    kind: fc.constant('allow'),
    rows: fc.array(
      fc.record({ actions: some(actions), targets: some(targets.map(text => parseTarget(text) as Target)) }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  version: fc.record({ kind: fc.constant('version'), versions: some(['1.0.0', '1.0.1']) }),
  digest: fc.record({ kind: fc.constant('digest'), digests: some(pools.digests.slice(0, 3).flat()) }),
  audience: fc.record({ kind: fc.constant('audience'), origins: some(origins) }),
  network: fc.record({
    kind: fc.constant('network'),
    networks: some(networks.map(text => parseNetwork(text) as Network)),
  }),
}

/** Any caveat, every kind as often as any other. */
export const anyCaveat: fc.Arbitrary<Caveat> = fc.oneof(
  ...caveats.map(({ kind }) => byKind[kind] as fc.Arbitrary<Caveat>),
)

/** Caveats of one kind. */
export const allow: fc.Arbitrary<Caveat> = byKind.allow

const principal: fc.Arbitrary<Principal> = fc.constantFrom(
  { kind: 'account', id: 'alice' },
  { kind: 'account', id: 'bob' },
  { kind: 'organization', id: 'alice' },
  { kind: 'nobody' },
)

/** Any access; facts are known, pending or absent, likelier known. */
export const anyAccess: fc.Arbitrary<Access> = fc
  .record({
    action: fc.constantFrom(...actions),
    organization: fc.constantFrom('acme', 'beta', undefined),
    ecosystem: fc.constantFrom('pypi', 'npm', undefined),
    package: fc.constantFrom(...pools.package, pending, undefined),
    packageId: fc.constantFrom(...pools.packageId, pending),
    version: fc.constantFrom(...pools.version, pending, undefined),
    digests: fc.constantFrom(...pools.digests, pending, undefined),
    principal,
    publisher: fc.constantFrom('workflow', undefined),
    address: fc.constantFrom(...addresses),
    origin: fc.constantFrom(...origins, 'https://elsewhere.example'),
    now: seconds,
  })
  .map(
    access =>
      Object.fromEntries(
        Object.entries(access).filter(([, value]) => value !== undefined),
      ) as unknown as Access,
  )

/** Every way to fill in what is pending in an access. */
export function completions(access: Access): readonly Access[] {
  return lateFacts
    .filter(fact => access[fact] === pending)
    .reduce<readonly Access[]>(
      (filled, fact) => filled.flatMap(one => pools[fact].map(value => ({ ...one, [fact]: value }))),
      [access],
    )
}
