import { describe, expect, test } from 'vitest'
import { anonymous } from './credential.ts'
import type { Question } from './decide.ts'
import { ask, member, onlyWidget, publicToStrangers, refusalOf, stranger } from './testing/ask.ts'
import { sessionCredential, tokenCredential } from './testing/credentials.ts'

describe('what must not be seen', () => {
  const unknown = undefined
  const attempts: Partial<Question['access']>[] = [
    {},
    { action: 'read' },
    { action: 'delete', package: 'other' },
    { action: 'read', package: undefined },
    { action: 'administer', ecosystem: undefined as never, package: undefined },
  ]

  test.each(attempts)('%o: an unknown and an invisible organization answer alike', attempt => {
    for (const credential of [tokenCredential(), sessionCredential(), anonymous]) {
      const answers = [unknown, stranger, member(undefined, { visibility: 'none' })].map(standing =>
        ask(credential, standing, attempt),
      )
      expect(answers[1]).toEqual(answers[0])
      expect(answers[2]).toEqual(answers[0])
      expect(answers[0]?.answer).toBe('refused')
    }
  })

  test('an organization is not seen by its public repositories where it is meant itself', () => {
    const administer = { action: 'administer', ecosystem: undefined as never, package: undefined } as const
    expect(ask(tokenCredential(), publicToStrangers, administer)).toEqual(
      ask(tokenCredential(), undefined, administer),
    )
  })

  test('a package that exists and one that does not answer a stranger alike', () => {
    const narrow = tokenCredential({ stored: [onlyWidget] })
    expect(ask(narrow, member(undefined, { packageId: 'p1' }), { packageId: undefined })).toEqual(
      ask(narrow, stranger),
    )
  })

  test('a maintainer without a role sees that package and no other', () => {
    const maintainer = member(undefined, { maintains: true, packageId: 'p1' })
    expect(ask(tokenCredential(), maintainer, { action: 'read' })).toMatchObject({
      answer: 'allowed',
      reason: 'the owner of the key "laptop" maintains the package',
    })
    expect(refusalOf(ask(tokenCredential(), stranger, { action: 'read', package: 'other' })).code).toBe(
      'unknown_organization',
    )
  })

  test('whatever name was asked for, the refusal is one line of visible ASCII: it may be a reason phrase', () => {
    const organization = `a\r\nSet-Cookie: b=c\u0000\u{1F511}${'x'.repeat(10_000)}`
    for (const credential of [tokenCredential(), sessionCredential(), anonymous]) {
      const { message } = refusalOf(ask(credential, undefined, { organization }))
      expect(message).toMatch(/^[ -~]{1,400}$/)
    }
  })

  test('a member hears that a repository does not exist', () => {
    const refusal = refusalOf(ask(tokenCredential(), member('owner', { visibility: 'none' })))
    expect(refusal).toMatchObject({
      code: 'unknown_repository',
      message: 'The organization acme has no pypi repository.',
      next: expect.stringContaining('https://packages.example.com/organizations/acme'),
    })
  })
})

describe('a public repository', () => {
  test('is read without a credential', () => {
    expect(ask(anonymous, publicToStrangers, { action: 'read' })).toMatchObject({
      answer: 'allowed',
      reason: 'pypi:acme is public',
    })
  })

  test('is read with a token that clears read, by anybody', () => {
    expect(ask(tokenCredential(), publicToStrangers, { action: 'read' }).answer).toBe('allowed')
  })

  test('is not read with a token that does not clear read: it is never ignored', () => {
    const refusal = refusalOf(
      ask(tokenCredential({ stored: [onlyWidget] }), publicToStrangers, { action: 'read' }),
    )
    expect(refusal.code).toBe('action_not_allowed')
  })

  test('is not published to without a credential', () => {
    expect(refusalOf(ask(anonymous, publicToStrangers))).toMatchObject({
      code: 'credential_required',
      next: expect.stringContaining('https://packages.example.com/account/keys'),
    })
  })
})
