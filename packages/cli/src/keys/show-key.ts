/** A key as it is shown: in words for people, and as data for programs. Never with its text. */
import { quoted } from '@latchkey/tokens'
import { instant, moment } from '../from-now.ts'
import { essentialWords } from './essential-words.ts'
import { isLive, type Key } from './key.ts'

/** Instants as RFC 3339, as `latchkey-server key list --json` has them. */
export function keyAsData(key: Key): object {
  const { id, name, role, createdAt, expiresAt, revokedAt, lastUsed, replacedBy } = key
  return {
    ...{ id, name, role: role ?? null, may: essentialWords(key), createdAt: instant(createdAt) },
    expiresAt: instant(expiresAt),
    revokedAt: instant(revokedAt),
    lastUsed: lastUsed
      ? { at: instant(lastUsed.at), address: lastUsed.address ?? null, client: lastUsed.client ?? null }
      : null,
    replacedBy: replacedBy ?? null,
  }
}

/** A few lines of a list. */
export function keyInWords(key: Key, now: number): string {
  const { id, name, role, createdAt, lastUsed, replacedBy } = key
  const used = lastUsed
    ? `${moment(lastUsed.at, now)} from ${lastUsed.address ?? 'an unknown address'} by ${lastUsed.client ?? 'an unnamed client'}`
    : 'never'
  return [
    `${name}  ${lifeInWords(key, now)}`,
    ...essentialWords(key).map(each => `  ${each}`),
    ...(role === undefined ? [] : [`  with the role ${role}`]),
    `  made ${moment(createdAt, now)}, last used ${used}`,
    `  id ${id}`,
    ...(replacedBy === undefined ? [] : [`  replaced by ${replacedBy}`]),
  ].join('\n')
}

/** `The key "ci" may only publish pypi:acme/widget, with the role write, until 2027-02-20T12:00:00Z (in 89 days).` */
export function whatItMay(key: Key, now: number): string {
  const { name, role, expiresAt } = key
  const until = expiresAt === undefined ? 'and never expires' : `until ${moment(expiresAt, now)}`
  const parts = [...essentialWords(key), ...(role === undefined ? [] : [`with the role ${role}`]), until]
  return `The key ${quoted(name)} ${parts.join(', ')}.`
}

function lifeInWords(key: Key, now: number): string {
  const { revokedAt, expiresAt } = key
  if (revokedAt !== undefined) return `revoked ${moment(revokedAt, now)}`
  if (expiresAt === undefined) return 'never expires'
  return `${isLive(key, now) ? 'expires' : 'expired'} ${moment(expiresAt, now)}`
}
