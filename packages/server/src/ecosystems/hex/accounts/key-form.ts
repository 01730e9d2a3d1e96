/** The body that makes a key: its name, its permissions, and when it is over. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type FieldErrors, type HexValue, refuseFields } from '../wire/index.ts'
import { readInstant } from './instant.ts'
import type { Permission } from './permissions.ts'
import { isMap, readPermissions } from './read-permission.ts'

export interface KeyForm {
  readonly name: string
  readonly permissions: readonly Permission[]
  /** Milliseconds since 1970. */
  readonly expiresAt?: number
}

/** The address of a key ends in its name: one that no address can say could not be revoked by it. */
const nameable = /^(?!\.{1,2}$)[^/\\%]+$/

/** Refuses with the fields that are to blame, which clients list. */
export function readKeyForm(value: HexValue): KeyForm | Refusal {
  if (!isMap(value)) return invalidFields({ body: 'must be a map' })
  const { name, revoke_at } = value
  const permissions = readPermissions(value.permissions)
  const expiresAt = typeof revoke_at === 'string' ? readInstant(revoke_at) : undefined
  const errors = {
    ...(typeof name !== 'string' || !nameable.test(name.trim())
      ? { name: 'must be a text that is not blank, and holds no slash, backslash or percent sign' }
      : {}),
    ...(refused(permissions) ? { permissions: `${permissions.message} ${permissions.next}` } : {}),
    ...((revoke_at ?? null) !== null && expiresAt === undefined
      ? { revoke_at: 'must be an instant in UTC, such as 2027-01-31T12:00:00Z' }
      : {}),
  }
  if (typeof name !== 'string' || refused(permissions) || Object.keys(errors).length > 0)
    return invalidFields(errors)
  return { name, permissions, ...(expiresAt !== undefined && { expiresAt }) }
}

/** With the field that the keys' own rules object to. */
export function blamed(refusal: Refusal): Refusal {
  const field = fieldOf[refusal.code]
  return field === undefined ? refusal : invalidFields({ [field]: `${refusal.message} ${refusal.next}` })
}

const fieldOf: Readonly<Record<string, string>> = {
  invalid_name: 'name',
  expiry_past: 'revoke_at',
  key_too_long: 'revoke_at',
  target_outside: 'permissions',
  caveat_too_large: 'permissions',
  too_many_caveats: 'permissions',
}

export function invalidFields(errors: FieldErrors): Refusal<'invalid_fields'> {
  return refuseFields(
    refuse('invalid_fields', 'This cannot be done as it was asked for.', 'Correct what is listed.'),
    errors,
  )
}
