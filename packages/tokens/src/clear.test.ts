import { expect, test } from 'vitest'
import { type Access, pending } from './access.ts'
import type { Action } from './action.ts'
import { attenuate } from './attenuate.ts'
import { type Caveat, readCaveats } from './caveats/index.ts'
import { type Clearing, clear, isCleared } from './clear.ts'
import { refused } from './refusal.ts'
import { noon, repositoryRead, upload } from './testing/accesses.ts'
import { mintWith, verified } from './testing/tokens.ts'
import type { VerifiedToken } from './verify/index.ts'

/** `cleared`, `needs package version`, or the codes of the refusals. */
function outcome(clearing: Clearing): string {
  if (clearing.answer === 'cleared') return 'cleared'
  if (clearing.answer === 'needs') return `needs ${clearing.facts.join(' ')}`
  if (clearing.answer === 'refused') return clearing.refusals.map(refusal => refusal.code).join(' ')
  throw new Error(`no answer: ${JSON.stringify(clearing)}`)
}

function stored(...caveats: readonly unknown[]): readonly Caveat[] {
  const read = readCaveats(JSON.stringify(caveats))
  if (refused(read)) throw new Error(read.message)
  return read
}

/** What a token with these caveats in its text answers. */
const withText = (access: Access, ...caveats: readonly unknown[]) =>
  outcome(clear(verified(mintWith(...caveats.map(caveat => JSON.stringify(caveat)))), [], access))

const everything = ['allow', [[['describe', 'read', 'publish', 'administer', 'account'], ['*']]]]

test('caveats of the row and of the text are cleared together', () => {
  const token = verified(mintWith('["version",["1.2.3"]]'))
  expect(outcome(clear(token, stored(everything), upload))).toBe('cleared')
  expect(outcome(clear(token, stored(everything, [0, noon, 0]), upload))).toBe('token_expired')
  expect(outcome(clear(token, stored(everything), { ...upload, version: '2' }))).toBe('version_not_allowed')
})

test('a token that says nowhere what it may do may do nothing, not even identify', () => {
  expect(withText(upload)).toBe('nothing_allowed')
  expect(withText(upload, [1, ['widget']])).toBe('nothing_allowed')
  expect(withText({ ...upload, action: 'identify' })).toBe('nothing_allowed')
})

test('every caveat that objects is heard', () => {
  expect(withText(upload, everything, [0, noon, 0], ['version', ['2']], [3, 'bob'])).toBe(
    'token_expired version_not_allowed account_not_allowed',
  )
})

test('refused beats needs, needs beats cleared', () => {
  const late: Access = { ...upload, version: pending, digests: pending }
  const digest = ['digest', [`sha256:${'ab'.repeat(32)}`]]
  expect(withText(late, everything)).toBe('cleared')
  expect(withText(late, everything, digest, ['version', ['1.2.3']])).toBe('needs version digests')
  expect(withText(late, everything, digest, [0, noon, 0])).toBe('token_expired')
})

test.for([
  ['["tomorrow",1]', 'caveat_unknown', '"tomorrow"'],
  ['[9999999]', 'caveat_unknown', '"9999999"'],
  ['[0,50]', 'caveat_malformed', 'expires takes 2 fields and has 1'],
  ['not json', 'caveat_malformed', '"not json" is not JSON'],
] as const)('%s refuses every access, also identify, and says which', ([caveat, code, words]) => {
  const token = verified(mintWith(caveat))
  for (const access of [upload, repositoryRead, { ...upload, action: 'identify' } as const]) {
    const clearing = clear(token, stored(everything), access)
    expect(outcome(clearing)).toBe(code)
    expect(clearing).toMatchObject({ refusals: [{ message: expect.stringContaining(words) }] })
  }
})

test('identify is not refused by caveats about what, only by the others', () => {
  const identify: Access = {
    action: 'identify',
    principal: upload.principal,
    origin: upload.origin,
    now: noon,
  }
  const what = [
    everything,
    [1, ['widget']],
    [2, ['widget-id']],
    ['version', ['1']],
    ['digest', [`sha256:${'0'.repeat(64)}`]],
  ]
  expect(withText(identify, ...what)).toBe('cleared')
  expect(withText(identify, ...what, [0, noon, 0])).toBe('token_expired')
  expect(withText(identify, ...what, ['network', ['10.0.0.0/8']])).toBe('network_not_allowed')
  expect(withText(identify, ...what, [3, 'bob'])).toBe('account_not_allowed')
})

test('two allow caveats intersect', () => {
  const acme = ['allow', [[['publish', 'read'], ['pypi:acme']]]]
  const widget = ['allow', [[['publish'], ['*:beta', 'pypi:acme/widget']]]]
  expect(withText(upload, acme, widget)).toBe('cleared')
  expect(withText(repositoryRead, acme, widget)).toBe('action_not_allowed')
  expect(withText({ ...upload, package: 'gadget' }, acme, widget)).toBe('target_not_allowed')
})

test.for<readonly [Action, Partial<Access>, string, boolean]>([
  ['administer', { organization: 'acme' }, '*', true],
  ['administer', { organization: 'acme' }, '*:acme', true],
  ['administer', { organization: 'acme' }, '*:beta', false],
  ['administer', { organization: 'acme' }, 'pypi:acme', false],
  ['administer', { organization: 'acme' }, 'pypi:*', false],
  ['administer', { organization: 'acme', ecosystem: 'pypi' }, 'pypi:acme', false],
  ['administer', {}, '*:acme', false],
  ['account', {}, 'pypi:acme/widget', true],
  ['describe', { organization: 'acme' }, '*:acme', true],
  ['describe', { organization: 'acme' }, 'pypi:acme', false],
])('%s of %j with a row for %s: %s', ([action, about, target, clears]) => {
  const access: Access = { action, ...about, principal: upload.principal, origin: upload.origin, now: noon }
  expect(withText(access, ['allow', [[[action], [target]]]])).toBe(clears ? 'cleared' : 'target_not_allowed')
})

test.for([
  ['*', 'cleared'],
  ['pypi:*', 'cleared'],
  ['npm:*', 'target_not_allowed'],
  ['*:acme', 'cleared'],
  ['*:beta', 'target_not_allowed'],
  ['pypi:acme', 'cleared'],
  ['pypi:acme/widget', 'target_not_allowed'],
])('reading the whole of pypi:acme with a row for %s: %s', ([target, answer]) => {
  expect(withText(repositoryRead, ['allow', [[['read'], [target]]]])).toBe(answer)
})

test('who may read one package and asks for the whole index is told so', () => {
  const clearing = clear(
    verified(mintWith('["allow",[[["read"],["pypi:acme/widget"]]]]')),
    [],
    repositoryRead,
  )
  expect(clearing).toMatchObject({
    refusals: [
      { message: 'This token may only read pypi:acme/widget; it was used to read the whole of pypi:acme.' },
    ],
  })
})

test('an upload whose package is not known yet needs it, unless no row can match any more', () => {
  const late: Access = { ...upload, package: pending }
  expect(withText(late, ['allow', [[['publish'], ['pypi:acme']]]])).toBe('cleared')
  expect(withText(late, ['allow', [[['publish'], ['pypi:acme/widget']]]])).toBe('needs package')
  expect(withText(late, ['allow', [[['publish'], ['pypi:beta/widget', 'npm:acme/widget']]]])).toBe(
    'target_not_allowed',
  )
  expect(withText(late, ['allow', [[['read'], ['pypi:acme/widget']]]])).toBe('action_not_allowed')
})

test('a proof holds the access it is good for, and nobody can change or forge it', () => {
  const access = { ...upload, digests: [...(upload.digests as string[])] }
  const clearing = clear(verified(mintWith()), stored(everything), access)
  if (clearing.answer !== 'cleared') throw new Error('not cleared')
  const { proof } = clearing
  Object.assign(access, { package: 'gadget' })
  access.digests.push('sha256:other')
  expect(proof.access).toEqual(upload)
  expect(() => Object.assign(proof, { access })).toThrow(TypeError)
  expect(() => Object.assign(proof.access, { package: 'gadget' })).toThrow(TypeError)
  expect(() => Object.assign(proof.access.principal, { id: 'bob' })).toThrow(TypeError)
  expect(isCleared(proof)).toBe(true)
  for (const forged of [
    { ...proof },
    Object.create(proof),
    structuredClone(proof.access),
    undefined,
    null,
    'cleared',
  ]) {
    expect(isCleared(forged)).toBe(false)
  }
  expect(() => Reflect.construct(proof.constructor, [Symbol('clear'), access])).toThrow('Only clear')
})

test.for<readonly [string, Access]>([
  ['the access', { ...upload, principal: Object.freeze({ kind: 'nobody' }), digests: Object.freeze(['a']) }],
  [
    'its principal',
    Object.freeze<Access>({ ...upload, principal: { kind: 'nobody' }, digests: Object.freeze(['a']) }),
  ],
  [
    'its digests',
    Object.freeze<Access>({ ...upload, principal: Object.freeze({ kind: 'nobody' }), digests: ['a'] }),
  ],
])('a proof is good for an access of which %s could be changed as it was then', ([, access]) => {
  const clearing = clear(verified(mintWith()), stored(everything), access)
  if (clearing.answer !== 'cleared') throw new Error('not cleared')
  const { proof } = clearing
  expect(proof.access).toEqual(access)
  expect([proof.access, proof.access.principal, proof.access.digests].map(Object.isFrozen)).toEqual([
    true,
    true,
    true,
  ])
})

test('an access that nobody can change any more is not copied for its proof', () => {
  const principal = Object.freeze({ kind: 'nobody' as const })
  for (const digests of [Object.freeze(['a']), pending, undefined] as const) {
    const access = Object.freeze<Access>({ ...upload, principal, digests })
    const clearing = clear(verified(mintWith()), stored(everything), access)
    expect(clearing.answer === 'cleared' && clearing.proof.access).toBe(access)
  }
})

test('who presents a token for nothing is told so', () => {
  expect(clear(verified(mintWith()), [], upload)).toMatchObject({
    refusals: [
      {
        message:
          'Nothing says what this token may do, so it may do nothing; it was used to publish pypi:acme/widget.',
        next: 'Have a token made that says what it may do.',
      },
    ],
  })
})

test('what another copy of this package calls pending is pending here too', () => {
  const late = { ...upload, package: Symbol.for('latchkey.pending') as typeof pending }
  expect(withText(late, ['allow', [[['publish'], ['pypi:acme/widget']]]])).toBe('needs package')
})

test('what was not verified cannot be cleared, also with a cast', () => {
  const forged = { ...verified(mintWith()), caveats: [] } as unknown as VerifiedToken
  expect(() => clear(forged, stored(everything), upload)).toThrow(
    new TypeError('Only a token whose signature was verified can be cleared.'),
  )
})

test('attenuating narrows the copy, not the token', () => {
  const token = mintWith(JSON.stringify(everything))
  const narrowed = attenuate(token, { kind: 'expires', expiresAt: noon, notBefore: 0 })
  expect(outcome(clear(verified(narrowed), [], upload))).toBe('token_expired')
  expect(outcome(clear(verified(token), [], upload))).toBe('cleared')
})
