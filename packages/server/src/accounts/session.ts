/** A browser's session on the pages, its cookie, and how long it lives. */
import { Secret } from '@latchkey/protocol'
import { newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import type { Account } from './account.ts'

export interface Session {
  /** SHA-256 of the cookie's value: what is stored, and the id by which a session is listed and ended. */
  readonly idHash: string
  readonly account: Account
  readonly createdAt: number
  /** To the minute. */
  readonly lastSeenAt: number
  /** When the person last gave the password. */
  readonly authenticatedAt: number
  readonly secondFactor: {
    /** Whether the account has one. */
    readonly active: boolean
    /** When a code was last given in this session; where the account has one and none was given, nobody is signed in yet. */
    readonly givenAt: number | undefined
  }
  readonly userAgent: string
  /** The client's at sign-in, or `unknown`. */
  readonly address: string
}

/** The session of the browser that asks. */
export interface CurrentSession extends Session {
  /** The synchronizer token of its forms: derived from the cookie, stored nowhere. */
  readonly formToken: string
}

export interface SignedIn {
  readonly session: CurrentSession
  /** The value of the session cookie: 256 random bits, told once. */
  readonly cookie: Secret
}

/** Whether nothing more is asked for: the password was given, and the code where the account has a second factor. */
export function isSignedIn({ secondFactor }: Session): boolean {
  return !secondFactor.active || secondFactor.givenAt !== undefined
}

const hour = 3_600_000

/** Milliseconds without use after which a session has ended. */
export const idleLifetime = 12 * hour

/** Milliseconds after its beginning at which a session ends, however much it is used. */
export const absoluteLifetime = 30 * 24 * hour

/** When it ends at the latest as it is now, in milliseconds since 1970; `unlessUsed`: later, if it is used before. */
export function sessionEndsAt({ createdAt, lastSeenAt }: Pick<Session, 'createdAt' | 'lastSeenAt'>): {
  readonly at: number
  readonly unlessUsed: boolean
} {
  const [idle, absolute] = [lastSeenAt + idleLifetime, createdAt + absoluteLifetime]
  return { at: Math.min(idle, absolute), unlessUsed: idle < absolute }
}

/** The value of a session cookie, and what is stored of it. */
export function newCookie(random: RandomBytes): { readonly cookie: Secret; readonly idHash: string } {
  const cookie = new Secret(newSecretText(random))
  return { cookie, idHash: idHashOf(cookie) }
}

export function idHashOf(cookie: Secret): string {
  return sha256(cookie.expose())
}

/** Of 256 random bits nobody can tell the cookie from the token, nor the token from what is stored. */
export function asCurrent(session: Session, cookie: Secret): CurrentSession {
  return { ...session, formToken: sha256(`latchkey form token v1 ${cookie.expose()}`) }
}
