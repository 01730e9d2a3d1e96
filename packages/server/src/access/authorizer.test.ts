import { type Principal, pending, refuse } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from './attempt.ts'
import { type Authorizer, createAuthorizer } from './authorizer.ts'
import type { Credential } from './credential.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction, Place, Standing } from './standing.ts'
import { member } from './testing/ask.ts'
import { sessionCredential, tokenCredential } from './testing/credentials.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const seconds = noon / 1000
const owner: Standing = member('owner', { packageId: 'p1' })
const read: Attempt = { action: 'read', organization: 'acme', ecosystem: 'pypi', package: 'widget' }

interface Asked {
  readonly principal: Principal
  readonly keyId: string | undefined
  readonly place: Place
  readonly transaction: OpenTransaction | undefined
}

let asked: Asked[]
let now: number
let standing: Standing | undefined
let recheck: (credential: Credential) => Credential | ReturnType<typeof refuse>
let authorizer: Authorizer

beforeEach(() => {
  asked = []
  now = noon
  standing = owner
  recheck = credential => credential
  authorizer = createAuthorizer({
    standing: {
      async standing(principal, keyId, place, transaction) {
        asked.push({ principal, keyId, place, transaction })
        return standing
      },
    },
    credentials: { recheck: async credential => recheck(credential) as Credential },
    clock: { now: () => now },
    origin: 'https://packages.example.com',
  })
})

const codeOf = (decision: Decision) =>
  decision.answer === 'refused' ? decision.refusal.code : decision.answer

describe('the authorizer', () => {
  test('asks for the standing of the credential’s own principal and key', async () => {
    await authorizer.authorize(tokenCredential({ id: 'k1' }), read)
    await authorizer.authorize(sessionCredential({ account: 'bob' }), read)
    expect(asked).toMatchObject([
      {
        principal: { kind: 'account', id: 'alice' },
        keyId: 'k1',
        place: { organization: 'acme', package: 'widget' },
      },
      { principal: { kind: 'account', id: 'bob' }, keyId: undefined },
    ])
  })

  test('asks for no standing where the attempt is about no organization', async () => {
    expect(codeOf(await authorizer.authorize(tokenCredential(), { action: 'identify' }))).toBe('allowed')
    expect(asked).toEqual([])
  })

  test('a token that expires at noon is refused at noon, and not a millisecond earlier', async () => {
    const credential = tokenCredential({ text: [[0, seconds, 0]] })
    now = noon - 1
    expect(codeOf(await authorizer.authorize(credential, read))).toBe('allowed')
    now = noon
    expect(codeOf(await authorizer.authorize(credential, read))).toBe('token_expired')
  })

  test('judges an audience by the configured origin', async () => {
    const meantFor = (origin: string) => tokenCredential({ text: [['audience', [origin]]] })
    const ours = meantFor('https://packages.example.com')
    expect(codeOf(await authorizer.authorize(ours, read))).toBe('allowed')
    const theirs = meantFor('https://other.example')
    expect(codeOf(await authorizer.authorize(theirs, read))).toBe('audience_not_allowed')
  })

  test('judges a network by the address of the attempt, and refuses where there is none', async () => {
    const credential = tokenCredential({ text: [['network', ['10.0.0.0/8']]] })
    const from = (address: string) => authorizer.authorize(credential, { ...read, address })
    expect(codeOf(await from('10.1.2.3'))).toBe('allowed')
    expect(codeOf(await from('192.0.2.7'))).toBe('network_not_allowed')
    expect(codeOf(await authorizer.authorize(credential, read))).toBe('network_not_allowed')
  })

  test('says which part of administer is meant', async () => {
    standing = { ...owner, role: 'admin', packageId: undefined, visibility: 'none' }
    const administer = (
      part: { administers: 'people' } | { administers: 'keys'; keyRole: 'admin' | 'owner' },
    ) => authorizer.authorize(sessionCredential(), { action: 'administer', organization: 'acme', ...part })
    expect(codeOf(await administer({ administers: 'keys', keyRole: 'admin' }))).toBe('allowed')
    expect(codeOf(await administer({ administers: 'keys', keyRole: 'owner' }))).toBe('role_insufficient')
    expect(codeOf(await administer({ administers: 'people' }))).toBe('role_insufficient')
  })
})

describe('a caveat that names a package by its id', () => {
  const byId = (id: string) => tokenCredential({ text: [[2, [id]]] })

  test('is judged by the id of the row, which nobody hands in', async () => {
    expect(codeOf(await authorizer.authorize(byId('p1'), read))).toBe('allowed')
    expect(codeOf(await authorizer.authorize(byId('p2'), read))).toBe('package_not_allowed')
  })

  test('needs the package while its name is pending', async () => {
    expect(await authorizer.authorize(byId('p1'), { ...read, package: pending })).toMatchObject({
      answer: 'needs',
    })
  })

  test('does not tell a stranger whether the package exists', async () => {
    standing = { ...owner, role: undefined }
    const exists = await authorizer.authorize(byId('p1'), read)
    standing = { ...owner, role: undefined, packageId: undefined }
    expect(await authorizer.authorize(byId('p1'), read)).toEqual(exists)
  })
})

describe('within a transaction', () => {
  const transaction = {}

  test('credential and standing are read in it, and the proof is good in it alone', async () => {
    const tightened = tokenCredential({ id: 'k1', stored: [['allow', [[['read'], ['pypi:acme']]]]] })
    recheck = () => tightened
    const decision = await authorizer.authorize(tokenCredential({ id: 'k1' }), read, transaction)
    if (decision.answer !== 'allowed') throw new Error('It was not allowed.')
    expect(decision.proof.credential).toBe(tightened)
    expect(decision.proof.transaction).toBe(transaction)
    expect(asked[0]?.transaction).toBe(transaction)
  })

  test('a credential that was revoked meanwhile is refused, and its standing not even read', async () => {
    recheck = () => refuse('key_revoked', 'Revoked.', 'Use another.')
    expect(codeOf(await authorizer.authorize(tokenCredential(), read, transaction))).toBe('key_revoked')
    expect(asked).toEqual([])
    expect(codeOf(await authorizer.authorize(tokenCredential(), read))).toBe('allowed')
  })
})
