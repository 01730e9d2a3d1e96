/** Hashing passwords and checking them: argon2id (RFC 9106), a few at a time. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import * as argon2 from '@node-rs/argon2'
import type { RandomBytes } from '../host/index.ts'
import type { RefusedForNow } from '../limits/index.ts'
import { isCommon } from './common-passwords.ts'
import { createGate } from './gate.ts'

declare const brand: unique symbol

/** `$argon2id$...`: what is stored of a password. Only `Passwords` makes one. */
export type PasswordHash = string & { readonly [brand]: 'PasswordHash' }

export interface Passwords {
  /** Refuses a password of fewer than 8 or more than 1024 bytes, and one of the commonest. */
  hash(password: Secret): Promise<PasswordHash | Refusal<'weak_password'> | RefusedForNow<'busy'>>
  /**
   * Whether it is the password of that hash. Without a hash (nobody has that name) it costs the same and is wrong.
   * `renewed` is a hash to store instead, where the cost has risen since.
   */
  check(password: Secret, stored: string | undefined): Promise<PasswordCheck | RefusedForNow<'busy'>>
  /** How many wait for their turn now. */
  waiting(): number
}

export interface PasswordCheck {
  readonly right: boolean
  readonly renewed?: PasswordHash
}

/** What a hash costs (RFC 9106 section 3.1). */
export interface PasswordCost {
  /** KiB */
  readonly memoryCost: number
  /** Passes. */
  readonly timeCost: number
  readonly parallelism: number
}

/** 64 MiB, three passes: about 60 ms of one core. */
export const defaultCost: PasswordCost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }

export interface PasswordsOptions {
  readonly random: RandomBytes
  /** What a hash costs; `defaultCost` unless told. */
  readonly cost?: PasswordCost
  /** What hashes; `@node-rs/argon2` unless told. */
  readonly hasher?: Pick<typeof argon2, 'hash' | 'verify'>
}

const shortest = 8
const longest = 1024

export function createPasswords({
  random,
  cost = defaultCost,
  hasher = argon2,
}: PasswordsOptions): Passwords {
  const gate = createGate({ atOnce: 2, waiting: 64, retryAfter: 3 })
  const nobody = hashOfNobody(cost, random)
  const makeHash = async (text: string) =>
    (await hasher.hash(text, { ...cost, salt: random(16) })) as PasswordHash

  return {
    async hash(password) {
      const text = normalize(password)
      const bytes = Buffer.byteLength(text)
      if (bytes < shortest) return tooShort
      if (bytes > longest) return tooLong
      return (await isCommon(text)) ? tooCommon : gate(() => makeHash(text))
    },

    waiting: gate.waiting,

    async check(password, stored) {
      const text = normalize(password)
      const fits = Buffer.byteLength(text) <= longest
      return gate(async () => {
        const right = await hasher.verify((fits && stored) || nobody, fits ? text : '')
        return right && stored && isCheaper(stored, cost)
          ? { right, renewed: await makeHash(text) }
          : { right }
      })
    },
  }
}

/** One password, however the keyboard composed its characters (NIST SP 800-63B section 5.1.1.2). */
const normalize = (password: Secret) => password.expose().normalize('NFKC')

/** A hash of that cost which is nobody's: its digest was drawn, not computed, so no password is known for it. */
function hashOfNobody({ memoryCost, timeCost, parallelism }: PasswordCost, random: RandomBytes): string {
  const base64 = (length: number) => Buffer.from(random(length)).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(16)}$${base64(32)}`
}

function isCheaper(stored: string, cost: PasswordCost): boolean {
  const { memoryCost, timeCost } = argon2.parseOptions(stored)
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost
}

const tooShort = refuse('weak_password', 'This password is too short.', `Use ${shortest} characters or more.`)
const tooLong = refuse('weak_password', 'This password is too long.', `Use at most ${longest} bytes.`)
const tooCommon = refuse(
  'weak_password',
  'This is one of the passwords that are guessed first.',
  'Choose another, or let your browser make one.',
)
