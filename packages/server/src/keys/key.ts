/** A key as its owner sees it. The text is shown once, when it is made, and is stored nowhere. */
import type { Role } from '@latchkey/protocol'
import type { Caveat } from '@latchkey/tokens'

export interface KeyOwner {
  readonly kind: 'account' | 'organization'
  readonly id: string
}

/** Instants are milliseconds since 1970. */
export interface Key {
  readonly id: string
  /** Which master key its root key is derived from. */
  readonly kid: string
  readonly owner: KeyOwner
  readonly name: string
  /** Of an organization's key: fixed when it was made. */
  readonly role: Role | undefined
  /** The stored caveats; the text of a key has none of its own. */
  readonly caveats: readonly Caveat[]
  /** The account that made it; absent where a command or an organization's key did. */
  readonly createdBy: string | undefined
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  readonly lastUsed: LastUsed | undefined
}

export interface LastUsed {
  readonly at: number
  /** The client's address. */
  readonly address: string | undefined
  /** The first product of its User-Agent, `twine/4.0.2`. */
  readonly client: string | undefined
}
