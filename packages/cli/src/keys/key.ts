/** A key as a registry's API tells it, read strictly: what has another shape is no answer. Instants: milliseconds since 1970. */
import { isRole, type Role, Secret } from '@latchkey/protocol'

export interface Key {
  readonly id: string
  readonly name: string
  /** Of an organization's key, which alone has a role of its own. */
  readonly role: Role | undefined
  /** Each list is a union of rows; what is to be allowed must be in every one of the lists. */
  readonly rows: readonly (readonly Row[])[]
  /** Every restriction in words. */
  readonly words: readonly string[]
  readonly createdAt: number
  /** Undefined: never. */
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  readonly lastUsed: LastUse | undefined
  /** The id of the key that took its place. */
  readonly replacedBy: string | undefined
}

export interface Row {
  readonly actions: readonly string[]
  readonly targets: readonly string[]
}

export interface LastUse {
  readonly at: number
  readonly address: string | undefined
  readonly client: string | undefined
}

/** A key with its text, which is told once. */
export interface MadeKey {
  readonly key: Key
  readonly token: Secret
}

export interface KeyPage {
  readonly items: readonly Key[]
  /** Where the next page begins. */
  readonly next: string | undefined
}

export function isLive({ revokedAt, expiresAt }: Key, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now)
}

export function keyIn(value: unknown): Key | undefined {
  const { id, name, role, may, created_at, expires_at, revoked_at, last_used, replaced_by } = fieldsOf(value)
  const lists = rowsIn(may)
  const said = allOf(fieldsOf(may)['words'], textIn)
  const used = orNull(last_used, lastUseIn)
  const [createdAt, expiresAt, revokedAt] = [
    instantIn(created_at),
    orNull(expires_at, instantIn),
    orNull(revoked_at, instantIn),
  ]
  const heldRole = orNull(role, each => (isRole(each) ? each : undefined))
  const replacedBy = orNull(replaced_by, textIn)
  if (typeof id !== 'string' || typeof name !== 'string' || lists === undefined || said === undefined)
    return undefined
  if (createdAt === undefined || !expiresAt || !revokedAt || !used || !heldRole || !replacedBy)
    return undefined
  return {
    ...{ id, name, rows: lists, words: said, createdAt },
    ...{ role: heldRole.value, expiresAt: expiresAt.value, revokedAt: revokedAt.value },
    ...{ lastUsed: used.value, replacedBy: replacedBy.value },
  }
}

export function keysIn(value: unknown): readonly Key[] | undefined {
  return allOf(fieldsOf(value)['items'], keyIn)
}

export function pageIn(value: unknown): KeyPage | undefined {
  const items = keysIn(value)
  const next = orNull(fieldsOf(value)['next'], textIn)
  return items && next && { items, next: next.value }
}

export function madeKeyIn(value: unknown): MadeKey | undefined {
  const { key: made, token } = fieldsOf(value)
  const key = keyIn(made)
  return key && typeof token === 'string' && token !== '' ? { key, token: new Secret(token) } : undefined
}

/** The new key, and the one whose place it took. */
export function rotatedKeyIn(value: unknown): (MadeKey & { readonly old: Key }) | undefined {
  const made = madeKeyIn(value)
  const old = keyIn(fieldsOf(value)['old'])
  return made && old && { ...made, old }
}

/** Of what a key or token may do (`may`). */
export function rowsIn(value: unknown): Key['rows'] | undefined {
  return allOf(fieldsOf(value)['rows'], list => allOf(list, rowIn))
}

function rowIn(value: unknown): Row | undefined {
  const { actions, targets } = fieldsOf(value)
  const row = { actions: allOf(actions, textIn), targets: allOf(targets, textIn) }
  return row.actions && row.targets && { actions: row.actions, targets: row.targets }
}

function lastUseIn(value: unknown): LastUse | undefined {
  const { at, address, client } = fieldsOf(value)
  const [when, from, by] = [instantIn(at), orNull(address, textIn), orNull(client, textIn)]
  return when !== undefined && from && by ? { at: when, address: from.value, client: by.value } : undefined
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** From unix seconds, before the year 10000. */
function instantIn(value: unknown): number | undefined {
  const isInstant =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 253_402_300_800
  return isInstant ? value * 1000 : undefined
}

/** Null is an answer; anything that `read` does not take is none. */
function orNull<T>(
  value: unknown,
  read: (value: unknown) => T | undefined,
): { readonly value: T | undefined } | undefined {
  if (value === null) return { value: undefined }
  const found = read(value)
  return found === undefined ? undefined : { value: found }
}

function allOf<T>(value: unknown, read: (each: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found = value.map(read).filter(each => each !== undefined)
  return found.length === value.length ? found : undefined
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
