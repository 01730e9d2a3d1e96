/**
 * The chain of signatures that makes a macaroon: each signature is the key of the next, so whoever holds the last can
 * add a caveat, and nobody can take one away. The same in libmacaroons and every library since.
 */
import { encodeUtf8 } from '../bytes.ts'
import type { Hmac, HmacKey } from '../crypto/index.ts'
import { isThirdParty, type MacaroonCaveat } from './macaroon.ts'

/** Holds one signature, which each step replaces. */
export interface Chain {
  /** The key, of 32 bytes, that a root key stands for in the chain. */
  derive(rootKey: Uint8Array): Uint8Array
  /** Begins with the signature of a macaroon without caveats. The root key may have any length. */
  start(rootKey: Uint8Array, identifier: Uint8Array, from?: number, to?: number): void
  /** The same with a key that is derived already: a third-party caveat holds its discharge's like this. */
  startDerived(key: Uint8Array, identifier: Uint8Array): void
  /** Goes on from a signature. */
  resume(signature: Uint8Array): void
  append(caveat: MacaroonCaveat): void
  /** The same for a first-party caveat that is a part of these bytes. */
  appendFirstParty(bytes: Uint8Array, from?: number, to?: number): void
  /** Ties the signature of a discharge to that of the macaroon it is presented with. */
  bindTo(rootSignature: Uint8Array): void
  signature(): Uint8Array
  /** In constant time. */
  endsWith(signature: Uint8Array, from?: number, to?: number): boolean
}

const generator = encodeUtf8('macaroons-key-generator')

export function createChain(hmac: Hmac): Chain {
  // Not before they are needed: narrowing needs neither, in programs that are started for it alone.
  let generatorKey: HmacKey | undefined
  let bindKey: HmacKey | undefined
  const pair = new Uint8Array(64)

  /** HMAC(key, HMAC(key, first) || HMAC(key, second)). */
  function signPair(key: HmacKey, first: Uint8Array, second: Uint8Array): void {
    hmac.sign(key, first)
    pair.set(hmac.digest())
    hmac.sign(key, second)
    pair.set(hmac.digest(), 32)
    hmac.sign(key, pair)
  }

  return {
    derive(rootKey) {
      generatorKey ??= hmac.prepare(generator)
      hmac.sign(generatorKey, rootKey)
      return hmac.digest()
    },
    start(rootKey, identifier, from, to) {
      generatorKey ??= hmac.prepare(generator)
      hmac.sign(generatorKey, rootKey)
      hmac.extend(identifier, from, to)
    },
    startDerived(key, identifier) {
      hmac.load(key)
      hmac.extend(identifier)
    },
    resume: hmac.load,
    append(caveat) {
      if (isThirdParty(caveat)) signPair(hmac.prepare(hmac.digest()), caveat.verification, caveat.identifier)
      else hmac.extend(caveat.identifier)
    },
    appendFirstParty: hmac.extend,
    bindTo(rootSignature) {
      // Preparing a key takes the place of what was signed last.
      const discharge = hmac.digest()
      bindKey ??= hmac.prepare(new Uint8Array(32))
      signPair(bindKey, rootSignature, discharge)
    },
    signature: hmac.digest,
    endsWith: hmac.equals,
  }
}
