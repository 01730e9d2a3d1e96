import { Secret } from '@latchkey/protocol'
import { type Access, type Caveat, clear, readToken, refused, writeToken } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { inspect } from '../../../tokens/src/inspect.ts'
import { noon, sha256, upload } from '../../../tokens/src/testing/accesses.ts'
import { mintWith, verified } from '../../../tokens/src/testing/tokens.ts'
import { loginAt, must } from '../oauth/testing/house.ts'
import { attenuateForRequest } from './attenuate.ts'
import { attenuatedByDefault, type RequestFacts, type Where } from './index.ts'

const everything = '["allow",[[["describe","read","publish","retire","delete","account"],["*"]]]]'
const broad = loginAt(0, { token: new Secret(writeToken(mintWith(everything))) })
const publishing: RequestFacts = {
  ...{ action: 'publish', target: 'pypi:acme/widget', version: '1.2.3', digests: [sha256] },
}
const where: Where = { audience: upload.origin, now: noon * 1000, unseen: [] }

/** What a token that was narrowed so answers. */
function answer(
  access: Access,
  facts = publishing,
  more: Partial<Where> = {},
  stored: readonly Caveat[] = [],
): string {
  const { token } = must(attenuateForRequest(broad, facts, { ...where, ...more }))
  const macaroon = readToken(token.expose())
  if (refused(macaroon)) throw new Error(macaroon.message)
  const clearing = clear(verified(macaroon), stored, access)
  return clearing.answer === 'refused' ? clearing.refusals.map(({ code }) => code).join(' ') : clearing.answer
}

describe('the token of an upload', () => {
  test('does that upload', () => {
    expect(answer(upload)).toBe('cleared')
  })

  test.each<[string, Partial<Access>, string]>([
    ['another action', { action: 'delete' }, 'action_not_allowed'],
    ['another package', { package: 'gadget' }, 'target_not_allowed'],
    ['another organization', { organization: 'globex' }, 'target_not_allowed'],
    ['another ecosystem', { ecosystem: 'npm' }, 'target_not_allowed'],
    ['another version', { version: '1.2.4' }, 'version_not_allowed'],
    ['another file', { digests: [`sha256:${'cd'.repeat(32)}`] }, 'digest_not_allowed'],
    ['another registry', { origin: 'https://evil.example.com' }, 'audience_not_allowed'],
    ['five minutes later', { now: noon + 300 }, 'token_expired'],
  ])('does nothing else: %s', (_, access, code) => {
    expect(answer({ ...upload, ...access })).toBe(code)
  })

  test('is good until five minutes by the registry’s time are over, however wrong this machine’s is', () => {
    expect(answer({ ...upload, now: noon + 299 })).toBe('cleared')
  })

  test('does not loosen what it was before', () => {
    const readOnly = loginAt(0, { token: new Secret(writeToken(mintWith('["allow",[[["read"],["*"]]]]'))) })
    const { token } = must(attenuateForRequest(readOnly, publishing, where))
    const macaroon = readToken(token.expose())
    if (refused(macaroon)) throw new Error(macaroon.message)
    expect(clear(verified(macaroon), [], upload).answer).toBe('refused')
  })

  test('keeps its prefix, and goes without the refresh token', () => {
    const theirs = loginAt(0, { token: new Secret(writeToken(mintWith(everything), 'acme-')) })
    const narrow = must(attenuateForRequest(theirs, publishing, where))
    expect(narrow.token.expose()).toMatch(/^acme-Ag/)
    expect(narrow).not.toHaveProperty('refreshToken')
    expect(narrow.origin).toBe(theirs.origin)
  })

  test('says a package’s name as its ecosystem has it', () => {
    expect(
      answer({ ...upload, package: 'big-widget' }, { ...publishing, target: 'pypi:acme/Big.Widget' }),
    ).toBe('cleared')
  })

  test('without a version and digest is for any of them', () => {
    const { version: _, digests: __, ...less } = publishing
    expect(answer({ ...upload, version: '9', digests: [] }, less)).toBe('cleared')
    expect(answer({ ...upload, package: 'gadget' }, less)).toBe('target_not_allowed')
  })
})

test.each<[string, Access]>([
  ['package', { ...upload, package: 'gadget' }],
  ['version', { ...upload, version: '9' }],
  ['digest', { ...upload, digests: [] }],
])('what a front end does not see is left out, and nothing besides: %s', (unseen, access) => {
  expect(answer(access, publishing, { unseen: [unseen] })).toBe('cleared')
  expect(answer({ ...access, origin: 'https://evil.example.com' }, publishing, { unseen: [unseen] })).toBe(
    'audience_not_allowed',
  )
  expect(answer({ ...access, organization: 'globex' }, publishing, { unseen: [unseen] })).toBe(
    'target_not_allowed',
  )
})

test('where a front end decides for the repository, a token narrowed to it does', () => {
  const { package: _, packageId: __, version: ___, digests: ____, ...whole } = upload
  expect(answer(whole, publishing, { unseen: ['package', 'version', 'digest'] })).toBe('cleared')
})

describe('what cannot be narrowed is not sent', () => {
  test.each(['pypi-AgEIcHlwaS5vcmc', 'a Hex key', 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln', ''])(
    'a token that is no macaroon: %j',
    text => {
      expect(attenuateForRequest(loginAt(0, { token: new Secret(text) }), publishing, where)).toMatchObject({
        code: 'malformed_token',
      })
    },
  )

  test('one that has as many restrictions as a token may have', () => {
    const full = mintWith(...Array.from({ length: 60 }, () => everything))
    const token = new Secret(writeToken(full))
    expect(attenuateForRequest(loginAt(0, { token }), publishing, where)).toMatchObject({
      code: 'malformed_token',
    })
  })

  test.each<[Partial<RequestFacts>, Partial<Where>]>([
    [{ target: 'widget' }, {}],
    [{ digests: ['md5:00'] }, {}],
    [{ version: '' }, {}],
    [{}, { audience: 'packages.example.com' }],
  ])('a request that says %j, %j', (facts, more) => {
    expect(attenuateForRequest(broad, { ...publishing, ...facts }, { ...where, ...more })).toMatchObject({
      code: 'invalid_configuration',
    })
  })
})

test('whatever is asked for, the token is the old one with restrictions added', () => {
  const texts = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(texts, texts, fc.subarray(['package', 'version', 'digest']), (name, version, unseen) => {
      const facts = { ...publishing, target: `pypi:acme/${name}`, version }
      const narrow = attenuateForRequest(broad, facts, { ...where, unseen })
      if (refused(narrow)) return
      const before = inspect(broad.token.expose())
      const after = inspect(narrow.token.expose())
      if (refused(before) || refused(after)) throw new Error('Both are tokens.')
      expect(after.identifier).toBe(before.identifier)
      expect(after.understood).toBe(true)
      expect(after.restrictions.slice(0, before.restrictions.length)).toEqual(before.restrictions)
      expect(after.restrictions.length).toBeGreaterThan(before.restrictions.length)
    }),
    propertyOptions(1000),
  )
})

test('publishing to a Latchkey is narrowed unless somebody says otherwise; reading, and other registries, are not', () => {
  expect(attenuatedByDefault('publish', { unseenCaveats: [] })).toBe('request')
  expect(attenuatedByDefault('publish', { unseenCaveats: ['digest'] })).toBe('request')
  expect(attenuatedByDefault('publish', {})).toBe(false)
  expect(attenuatedByDefault('read', { unseenCaveats: [] })).toBe(false)
})
