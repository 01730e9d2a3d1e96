import {
  appendThirdParty,
  bindDischarge,
  describeCaveat,
  mintMacaroon,
  refused,
  type VerifiedToken,
  verifySignature,
} from '@latchkey/tokens'
import { expect, test } from 'vitest'
import type { TokenCredential } from '../access/index.ts'
import { inheritedFrom } from './restrictions.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const rootKey = new Uint8Array(32).fill(1)
const minted = (...caveats: string[]) =>
  mintMacaroon({ rootKey, identifier: utf8('id'), location: '', caveats: caveats.map(utf8) })

function credential(token: VerifiedToken | ReturnType<typeof verifySignature>): TokenCredential {
  if (refused(token)) throw new Error(token.message)
  const principal = { kind: 'account', id: 'alice' } as const
  return { kind: 'token', token, stored: [], principal, holder: 'key', id: 'key', name: 'maker' }
}

test('every restriction is inherited but the expiry', () => {
  const token = verifySignature(minted('["version",["1.0"]]', '[0,4000000000,0]', '[3,"alice"]'), rootKey)
  const inherited = inheritedFrom(credential(token))
  if (refused(inherited)) throw new Error(inherited.message)
  expect(inherited.map(({ kind }) => kind)).toEqual(['version', 'request-account'])
  expect(inherited.map(describeCaveat)[0]).toContain('1.0')
})

test('a restriction that is not known here makes no keys', () => {
  const token = verifySignature(minted('["moon-phase","full"]'), rootKey)
  expect(inheritedFrom(credential(token))).toMatchObject({ code: 'caveat_unknown' })
})

test('a token that another party must discharge each time makes no keys, though it was discharged this time', () => {
  const party = new Uint8Array(32).fill(2)
  const asking = appendThirdParty(minted(), {
    rootKey: party,
    identifier: utf8('ask'),
    location: 'https://party.example',
    nonce: new Uint8Array(24),
  })
  const discharge = mintMacaroon({ rootKey: party, identifier: utf8('ask'), location: '' })
  const token = verifySignature(asking, rootKey, [bindDischarge(asking, discharge)])
  expect(inheritedFrom(credential(token))).toMatchObject({ code: 'third_party_restriction' })
})
