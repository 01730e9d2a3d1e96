/** A key as `--json` shows it: without its text, instants as RFC 3339. */
import { describeCaveat } from '@latchkey/tokens'
import type { Key } from '../../keys/index.ts'

export function keyData(key: Key) {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    may: key.caveats.map(describeCaveat),
    createdAt: instant(key.createdAt),
    expiresAt: instant(key.expiresAt),
    revokedAt: instant(key.revokedAt),
    replacedBy: key.replacedBy,
    lastUsed: key.lastUsed && { ...key.lastUsed, at: instant(key.lastUsed.at) },
  }
}

/** RFC 3339, to the second. */
export function instant(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined
    ? undefined
    : `${new Date(milliseconds).toISOString().slice(0, -'.000Z'.length)}Z`
}
