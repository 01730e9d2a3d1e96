/** Credentials for tests: real tokens, verified with a key of their own, without a database. */
import {
  type Caveat,
  mintMacaroon,
  type Principal,
  readCaveats,
  refused,
  type VerifiedToken,
  verifySignature,
} from '@latchkey/tokens'
import type { SecondFactor, SessionCredential, TokenCredential } from '../credential.ts'

const rootKey = new Uint8Array(32).fill(7)
const identifier = new TextEncoder().encode('1.test.kAAAAAAAAAAAAAAAAAAAAAA')

/** A verified token with these caveats in its text, known ones or not. */
function verifiedToken(caveats: readonly (readonly unknown[])[]): VerifiedToken {
  const encoded = caveats.map(caveat => new TextEncoder().encode(JSON.stringify(caveat)))
  const macaroon = mintMacaroon({ rootKey, identifier, location: '', caveats: encoded })
  const token = verifySignature(macaroon, rootKey)
  if (refused(token)) throw new Error(token.message)
  return token
}

/** Caveats as they stand in tokens: `caveatsOf(['allow', [[['read'], ['*']]]])`. */
function caveatsOf(...arrays: readonly (readonly unknown[])[]): readonly Caveat[] {
  const caveats = readCaveats(arrays)
  if (refused(caveats)) throw new Error(caveats.message)
  return caveats
}

export interface TokenInput {
  readonly principal?: Principal
  readonly role?: TokenCredential['role']
  /** Caveats of the row, as arrays. By default it may do anything. */
  readonly stored?: readonly (readonly unknown[])[]
  /** Caveats of the text, as arrays. */
  readonly text?: readonly (readonly unknown[])[]
  readonly id?: string
  readonly holder?: TokenCredential['holder']
  readonly lifetime?: number
  readonly secondFactor?: SecondFactor
}

const everyAction = [
  ...['identify', 'describe', 'read', 'publish', 'retire', 'delete', 'maintain', 'administer', 'account'],
]

export function tokenCredential({
  principal = { kind: 'account', id: 'alice' },
  role,
  stored = [['allow', [[everyAction, ['*']]]]],
  text = [],
  id = 'key-1',
  holder = 'key',
  ...more
}: TokenInput = {}): TokenCredential {
  return {
    kind: 'token',
    token: verifiedToken(text),
    stored: caveatsOf(...stored),
    principal,
    ...(role && { role }),
    ...{ holder, id },
    name: 'laptop',
    ...more,
  }
}

export interface SessionInput {
  readonly account?: string
  readonly administrator?: boolean
  readonly secondFactor?: SecondFactor
}

export function sessionCredential({
  account = 'alice',
  administrator = false,
  ...more
}: SessionInput = {}): SessionCredential {
  const principal = { kind: 'account', id: account } as const
  return { kind: 'session', principal, administrator, authenticatedAt: 0, ...more }
}
