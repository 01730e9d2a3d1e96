/** A key as Hex's clients read it. */
import type { TokenCredential } from '../../../access/index.ts'
import type { Key } from '../../../keys/index.ts'
import { instant } from './instant.ts'
import { type Holder, permissionsIn } from './permissions.ts'

export interface KeysShown {
  /** Whose they are. */
  readonly holder: Holder
  /** Which of them is the caller's own is told. */
  readonly caller: TokenCredential
  /** Where they are: `https://packages.example.com/hex/api/keys`. */
  readonly url: string
}

export function presentKey(key: Key, { holder, caller, url }: KeysShown) {
  const { name, caveats, createdAt, expiresAt, revokedAt, lastUsed } = key
  return {
    name,
    authing_key: caller.holder === 'key' && caller.id === key.id,
    permissions: permissionsIn(caveats, holder),
    revoke_at: expiresAt === undefined ? null : instant(expiresAt),
    inserted_at: instant(createdAt),
    updated_at: instant(revokedAt ?? createdAt),
    url: keyUrl(url, name),
    last_use: lastUsed && {
      used_at: instant(lastUsed.at),
      ip: lastUsed.address ?? null,
      user_agent: lastUsed.client ?? null,
    },
  }
}

export function keyUrl(url: string, name: string): string {
  return `${url}/${encodeURIComponent(name)}`
}
