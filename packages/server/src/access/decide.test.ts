import { pending } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { isAllowed } from './allowed.ts'
import { anonymous, type Credential } from './credential.ts'
import type { Question } from './decide.ts'
import type { Standing } from './standing.ts'
import { ask, member, onlyWidget, readAcme, refusalOf, stranger } from './testing/ask.ts'
import { sessionCredential, tokenCredential } from './testing/credentials.ts'

describe('a token', () => {
  test('may do what its caveats clear and the role permits', () => {
    const decision = ask(tokenCredential({ stored: [onlyWidget] }), member('write'))
    expect(decision).toMatchObject({
      answer: 'allowed',
      reason: 'the owner of the key "laptop" has the role write in acme',
    })
  })

  test('may not do what the role permits and its caveats do not clear', () => {
    const decision = ask(tokenCredential({ stored: [onlyWidget] }), member('owner'), { package: 'other' })
    expect(refusalOf(decision)).toMatchObject({
      code: 'target_not_allowed',
      message: expect.stringMatching(/pypi:acme\/widget.*it was used to publish pypi:acme\/other/),
    })
  })

  test('may not do what its caveats clear and the role does not permit', () => {
    const decision = ask(tokenCredential(), member('read', { packageId: 'p1' }))
    expect(refusalOf(decision)).toMatchObject({
      code: 'role_insufficient',
      message:
        'To publish pypi:acme/widget takes the role admin, or being a maintainer; ' +
        'the owner of the key "laptop" has the role read.',
      next: 'An owner of acme can give the role; an admin can add a maintainer.',
    })
  })

  test('without any allow may do nothing, whatever the role', () => {
    expect(refusalOf(ask(tokenCredential({ stored: [] }), member('owner'))).code).toBe('nothing_allowed')
  })

  test('with an unknown restriction may do nothing', () => {
    const refusal = refusalOf(ask(tokenCredential({ text: [['moon-phase', 'full']] }), member('owner')))
    expect(refusal.code).toBe('caveat_unknown')
  })

  test('that was not verified is not judged', () => {
    const credential = tokenCredential()
    const forged = { ...credential, token: { ...credential.token, caveats: [] } }
    expect(() => ask(forged as unknown as Credential, member('owner'))).toThrow(TypeError)
  })

  test('hears every objection at once, the first as the headline', () => {
    const credential = tokenCredential({ stored: [readAcme], text: [[0, 500, 0]] })
    const refusal = refusalOf(ask(credential, member('owner')))
    expect(refusal.code).toBe('action_not_allowed')
    expect(refusal.message).toMatch(/read pypi:acme.*expired/)
  })

  test('refused by its caveats and by its role hears of its caveats', () => {
    const refusal = refusalOf(
      ask(tokenCredential({ stored: [readAcme] }), member('read', { packageId: 'p1' })),
    )
    expect(refusal.code).toBe('action_not_allowed')
  })
})

describe("an organization's key", () => {
  const key = (role: Standing['role']) =>
    tokenCredential({ principal: { kind: 'organization', id: 'o1' }, ...(role && { role }) })

  test('has the role that was fixed when it was made, though the organization owns itself', () => {
    expect(ask(key('write'), member('owner'))).toMatchObject({ answer: 'allowed' })
    const refusal = refusalOf(ask(key('write'), member('owner', { packageId: 'p1' })))
    expect(refusal.message).toMatch(/takes the role admin.*the key "laptop" has the role write/)
    expect(refusal.next).toBe(
      "A key's role is fixed when it is made: have an admin or owner of acme make one with the role admin.",
    )
  })

  test('without a role has none', () => {
    expect(refusalOf(ask(key(undefined), member('owner'))).code).toBe('role_insufficient')
  })

  test('has no role in another organization', () => {
    expect(refusalOf(ask(key('owner'), stranger)).code).toBe('unknown_organization')
  })

  test('has no account of its own', () => {
    const refusal = refusalOf(
      ask(key('owner'), undefined, { action: 'account', organization: undefined as never }),
    )
    expect(refusal.code).toBe('account_required')
  })
})

describe('while the package is not known yet', () => {
  const early = { package: pending, packageId: pending, version: pending, digests: pending } as const

  test('a role that permits it for any package allows', () => {
    expect(ask(tokenCredential(), member('admin'), early).answer).toBe('allowed')
  })

  test('a role that permits it for some packages needs the package', () => {
    expect(ask(tokenCredential(), member('write'), early)).toEqual({ answer: 'needs', facts: ['package'] })
  })

  test('somebody without a role who maintains some package needs the package', () => {
    const decision = ask(tokenCredential(), member(undefined, { maintains: true }), early)
    expect(decision).toEqual({ answer: 'needs', facts: ['package'] })
  })

  test('a role that permits it for no package refuses', () => {
    const refusal = refusalOf(ask(tokenCredential(), member('read'), early))
    expect(refusal.message).toMatch(
      /publish a package of pypi:acme takes the role write, or being a maintainer/,
    )
  })

  test('a stranger learns nothing', () => {
    expect(refusalOf(ask(tokenCredential(), stranger, early)).code).toBe('unknown_organization')
  })

  test('refused beats needs', () => {
    const credential = tokenCredential({ text: [[0, 500, 0]] })
    expect(refusalOf(ask(credential, member('write'), early)).code).toBe('token_expired')
    const narrow = tokenCredential({ stored: [onlyWidget] })
    expect(refusalOf(ask(narrow, member('read'), early)).code).toBe('role_insufficient')
  })

  test('needs of caveats and of the role are named together', () => {
    const credential = tokenCredential({ text: [['digest', [`sha256:${'0'.repeat(64)}`]]] })
    expect(ask(credential, member('write'), early)).toEqual({
      answer: 'needs',
      facts: ['package', 'digests'],
    })
    expect(ask(credential, member('owner'), early)).toEqual({ answer: 'needs', facts: ['digests'] })
  })
})

describe('a session', () => {
  test('is decided by role alone', () => {
    expect(ask(sessionCredential(), member('write')).answer).toBe('allowed')
    expect(refusalOf(ask(sessionCredential(), member('read'))).message).toMatch(
      /your account has the role read/,
    )
  })

  test('of an administrator reads and publishes nothing by that alone', () => {
    const administrator = sessionCredential({ administrator: true })
    for (const action of [
      'describe',
      'read',
      'publish',
      'retire',
      'delete',
      'maintain',
      'administer',
    ] as const) {
      expect(ask(administrator, stranger, { action })).toEqual(ask(sessionCredential(), stranger, { action }))
      expect(ask(administrator, stranger, { action }).answer).toBe('refused')
    }
  })

  test('of an admin administers keys up to admin, and neither people nor settings', () => {
    const administer = { action: 'administer', ecosystem: undefined as never, package: undefined } as const
    const asks = (administration: Question['administration']) =>
      ask(
        sessionCredential(),
        member('admin', { visibility: 'none' }),
        administer,
        administration && { administration },
      )
    expect(asks({ administers: 'keys', keyRole: 'admin' }).answer).toBe('allowed')
    expect(refusalOf(asks({ administers: 'keys', keyRole: 'owner' })).message).toMatch(/takes the role owner/)
    expect(refusalOf(asks({ administers: 'people' })).code).toBe('role_insufficient')
    expect(refusalOf(asks({ administers: 'settings' })).code).toBe('role_insufficient')
    expect(refusalOf(asks(undefined)).code).toBe('role_insufficient')
  })
})

describe('the proof', () => {
  test('comes with allowed, carries what was decided, and cannot be imitated or changed', () => {
    const transaction = {}
    const credential = tokenCredential()
    const decision = ask(credential, member('write'), {}, { transaction })
    if (decision.answer !== 'allowed') throw new Error('It was not allowed.')
    const { proof } = decision
    expect(isAllowed(proof)).toBe(true)
    expect(proof).toMatchObject({ access: { action: 'publish', package: 'widget' } })
    expect(proof.credential).toBe(credential)
    expect(proof.transaction).toBe(transaction)
    expect(isAllowed({ ...proof })).toBe(false)
    expect(isAllowed(Object.create(proof))).toBe(false)
    expect(() => Reflect.construct(proof.constructor, [Symbol('decide'), proof])).toThrow('Only a decision')
    expect(() => Object.assign(proof.access, { package: 'other' })).toThrow(TypeError)
    expect(() => Object.assign(proof, { credential: anonymous })).toThrow(TypeError)
  })
})
