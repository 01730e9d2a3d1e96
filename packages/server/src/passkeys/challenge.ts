/**
 * Challenges: what a passkey signs, so that what it signed is good now, here, and for what it was asked for. Nothing is
 * stored when one is made, because anybody may look at the sign-in page: it proves itself by a MAC, and is written down when
 * it was answered.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type RandomBytes, sha256 } from '../host/index.ts'
import type { SecondFactorKey } from '../second-factors/index.ts'
import type { Writer } from '../storage/index.ts'

/** Milliseconds for which one may be answered. */
export const challengeLifetime = 5 * 60_000

const instantLength = 8
const nonceLength = 16
const macLength = 32

/** The purpose and the browser that it is for: whoever asks with another one made no such challenge. */
export type Bound = string & { readonly __bound: true }

export function boundTo(purpose: 'sign-in' | 'add' | 'confirm', browser: string): Bound {
  return `${purpose} ${browser}` as Bound
}

export interface MintedChallenge {
  readonly key: SecondFactorKey
  readonly bound: Bound
  readonly now: number
}

/** 56 bytes in base64url: when it was made, 128 random bits, and the MAC over both and over what it is bound to. */
export function newChallenge({ key, bound, now }: MintedChallenge, random: RandomBytes): string {
  const instant = Buffer.alloc(instantLength)
  instant.writeBigUInt64BE(BigInt(now))
  const body = Buffer.concat([instant, random(nonceLength)])
  return Buffer.concat([body, macOf(key, bound, body)]).toString('base64url')
}

/** Whether we made this challenge for this browser, and lately. */
export function isFresh(challenge: string, { key, bound, now }: MintedChallenge): boolean {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== instantLength + nonceLength + macLength) return false
  const body = bytes.subarray(0, -macLength)
  if (!timingSafeEqual(bytes.subarray(-macLength), macOf(key, bound, body))) return false
  const age = now - Number(body.readBigUInt64BE())
  // Nodes do not agree about the time to the second.
  return age < challengeLifetime && age > -challengeLifetime
}

/** Of those who come with the answer to one challenge at once, one is told that it is theirs. */
export async function takeChallenge(transaction: Writer, challenge: string, now: number): Promise<boolean> {
  await transaction.deleteFrom('answered_challenges').where('expires_at', '<', now).execute()
  const answered = { challenge_hash: sha256(challenge), expires_at: now + 2 * challengeLifetime }
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('answered_challenges')
    .values(answered)
    .onConflict(conflict => conflict.column('challenge_hash').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

function macOf(key: SecondFactorKey, bound: Bound, body: Uint8Array): Buffer {
  const mac = createHmac('sha256', key.bytes).update(`latchkey passkey challenge v1\0${bound}\0`)
  return mac.update(body).digest()
}
