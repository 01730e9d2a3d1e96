/**
 * CVE row 6 (Gitea CVE-2026-28744: scope enforced for Basic only): one decision, whatever carried the credential.
 * Every carrier x every kind of credential, with the answer written out.
 */
import { readCarrier } from '@latchkey/protocol'
import { appendCaveat, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const carriers = {
  Bearer: (token: string) => `Bearer ${token}`,
  Basic: (token: string) => `Basic ${Buffer.from(`__token__:${token}`).toString('base64')}`,
  token: (token: string) => `token ${token}`,
  bare: (token: string) => token,
} as const

/** What is sent, and what comes of publishing pypi:acme/widget with it. */
const expected = {
  none: 'credential_required',
  'wrong action': 'action_not_allowed',
  'wrong target': 'target_not_allowed',
  expired: 'token_expired',
  'expired in its text': 'token_expired',
  revoked: 'key_revoked',
  'of a foreign organization': 'target_not_allowed',
  'of a stranger': 'unknown_organization',
  'of a reader': 'role_insufficient',
  right: 'allowed',
} as const

const publish: Attempt = {
  action: 'publish',
  organization: 'acme',
  ecosystem: 'pypi',
  package: 'widget',
  version: '1.0',
  digests: [`sha256:${'0'.repeat(64)}`],
  address: '192.0.2.7',
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let tokens: Record<keyof typeof expected, string | undefined>

  beforeAll(async () => {
    house = createSmallHouse(await open())
    const [alice, bob, carol] = [
      await house.account('alice'),
      await house.account('bob'),
      await house.account('carol'),
    ]
    const acme = await house.organization('acme', alice)
    const foreign = await house.organization('foreign', bob)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    await house.member(acme, carol, 'read')
    const key = async (who: Account, action: string, target: string, more = {}) =>
      (await house.keyOf(who, [{ actions: [action], targets: [target] }], more)).token.expose()

    const revoked = await house.keyOf(alice, [{ actions: ['publish'], targets: ['*'] }])
    granted(await house.keys.revoke(revoked.key.id, 'local command'))
    const right = await key(alice, 'publish', 'pypi:acme/widget')
    const ended = `[0,${Math.floor(house.clock.now() / 1000)},0]`
    tokens = {
      none: undefined,
      'wrong action': await key(alice, 'read', 'pypi:acme/widget'),
      'wrong target': await key(alice, 'publish', 'pypi:acme/other'),
      expired: await key(alice, 'publish', '*', { expiresAt: house.clock.now() + 1 }),
      'expired in its text': writeToken(
        appendCaveat(granted(readToken(right)), new TextEncoder().encode(ended)),
      ),
      revoked: revoked.token.expose(),
      'of a foreign organization': (
        await house.keyOfOrganization(foreign, 'owner', [{ actions: ['publish'], targets: ['*:foreign'] }])
      ).token.expose(),
      'of a stranger': await key(bob, 'publish', '*'),
      'of a reader': await key(carol, 'publish', '*'),
      right,
    }
    granted(await publishOnce())
    house.clock.advance(1)
  })

  /** The package exists, with alice as its maintainer: so a reader's refusal is about the role. */
  const publishOnce = async () => {
    const alice = granted(await authenticate('Bearer', tokens.right))
    return house.store.write(async transaction => {
      const decision = await house.authorizer.authorize(alice, publish, transaction)
      if (decision.answer !== 'allowed') throw new Error(JSON.stringify(decision))
      const sha256 = '0'.repeat(64)
      const file = { displayName: 'widget', filename: 'widget-1.0.tar.gz', size: 1, sha256, details: {} }
      return house.repositories.publishFile(transaction, { allowed: decision.proof, ...file })
    })
  }

  const authenticate = (carrier: keyof typeof carriers, token: string | undefined) => {
    const values = token === undefined ? [] : [carriers[carrier](token)]
    const from = { address: '192.0.2.7', userAgent: undefined }
    return house.credentials.authenticate(granted(readCarrier(values, { bare: carrier === 'bare' })), from)
  }

  const answer = async (carrier: keyof typeof carriers, token: string | undefined, attempt: Attempt) => {
    const credential = await authenticate(carrier, token)
    if (refused(credential)) return credential.code
    const decision = await house.authorizer.authorize(credential, attempt)
    return decision.answer === 'refused' ? decision.refusal.code : decision.answer
  }

  for (const carrier of Object.keys(carriers) as (keyof typeof carriers)[]) {
    describe(`by ${carrier}`, () => {
      test.each(Object.entries(expected) as [keyof typeof expected, string][])(
        'a credential that is %s: %s',
        async (kind, code) => {
          expect(await answer(carrier, tokens[kind], publish)).toBe(code)
        },
      )
    })
  }

  describe('where the repository is public, reading is open, and a bad credential still is a bad one', () => {
    const read: Attempt = { action: 'read', organization: 'acme', ecosystem: 'pypi', package: 'widget' }
    const openly = {
      none: 'allowed',
      'wrong action': 'allowed',
      'wrong target': 'action_not_allowed',
      expired: 'token_expired',
      'expired in its text': 'action_not_allowed',
      revoked: 'key_revoked',
      'of a foreign organization': 'action_not_allowed',
      right: 'action_not_allowed',
    } as const

    test.each(Object.entries(openly) as [keyof typeof openly, string][])(
      'a credential that is %s: %s',
      async (kind, code) => {
        const repository = await house.repositories.find('acme', 'pypi')
        await house.repositories.setVisibility(repository?.id ?? '', 'public', operator)
        for (const carrier of Object.keys(carriers) as (keyof typeof carriers)[]) {
          expect(await answer(carrier, tokens[kind], read)).toBe(code)
        }
        await house.repositories.setVisibility(repository?.id ?? '', 'private', operator)
      },
    )
  })
})
