/**
 * Seals a file of credentials with a key that the keychain keeps: AES-256-GCM, a new nonce for every writing. So the
 * keychain is asked once in the life of a program, whatever is written is written as a file is, and holds one item only.
 */
import type { webcrypto } from 'node:crypto'
import { refused } from '@latchkey/tokens'
import type { StoreError } from '../store.ts'
import type { Keychain } from './keychain.ts'

export interface Seal {
  readonly description: string
  /** The text, sealed; base64url. */
  close(text: string): Promise<string | StoreError>
  /** Undefined where the keychain has another key, or none: what was sealed cannot be read by anybody. */
  open(sealed: string): Promise<string | undefined | StoreError>
}

type Key = webcrypto.CryptoKey

const nonceLength = 12
/** Whatever else that key might once seal is no file of credentials. */
const purpose = new TextEncoder().encode('latchkey credentials 1')

/** `name`: of the item in the keychain, one for each file. */
export function keychainSeal(keychain: Keychain, name: string, random: (length: number) => Uint8Array): Seal {
  let key: Key | undefined

  async function existing(): Promise<Key | undefined | StoreError> {
    if (key !== undefined) return key
    const found = await keychain.get(name)
    if (found === undefined || refused(found)) return found
    key = await read(found)
    return key
  }

  /** Called by one process at a time, under the lease of the file. */
  async function made(): Promise<Key | StoreError> {
    const text = encode(random(32))
    const problem = await keychain.set(name, text)
    if (problem !== undefined) return problem
    key = await read(text)
    return key
  }

  return {
    description: keychain.description,
    async close(text) {
      const key = (await existing()) ?? (await made())
      if (refused(key)) return key
      const iv = new Uint8Array(random(nonceLength))
      const parameters = { name: 'AES-GCM', iv, additionalData: purpose }
      const sealed = await crypto.subtle.encrypt(parameters, key, new TextEncoder().encode(text))
      return encode(Buffer.concat([iv, new Uint8Array(sealed)]))
    },
    async open(sealed) {
      const key = await existing()
      if (key === undefined || refused(key)) return key
      const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
      const parameters = { name: 'AES-GCM', iv: bytes.subarray(0, nonceLength), additionalData: purpose }
      try {
        const text = await crypto.subtle.decrypt(parameters, key, bytes.subarray(nonceLength))
        return new TextDecoder().decode(text)
      } catch {
        return undefined
      }
    },
  }
}

function read(text: string): Promise<Key> {
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
