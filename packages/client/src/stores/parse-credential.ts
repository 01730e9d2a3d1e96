/** One stored credential, read strictly: a guess about a field could send it to where it does not belong. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Credential, credentialKinds, sources } from '../credential.ts'

type Sound = (value: unknown) => boolean

const isText: Sound = value => typeof value === 'string' && value !== ''
const isMoment: Sound = value => Number.isSafeInteger(value)
const isOneOf = (list: readonly unknown[]) => (value: unknown) => list.includes(value)
const maybe = (sound: Sound) => (value: unknown) => value === undefined || sound(value)

const fields: { readonly [Field in keyof Required<Credential>]: Sound } = {
  origin: value => typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value,
  pathPrefix: value => typeof value === 'string' && value.startsWith('/'),
  account: maybe(isText),
  kind: isOneOf(credentialKinds),
  scopes: value => Array.isArray(value) && value.every(isText),
  expiresAt: maybe(isMoment),
  receivedAt: maybe(isMoment),
  source: isOneOf(sources),
  token: isText,
  refreshToken: maybe(isText),
  clientId: maybe(isText),
}

const secrets = new Set(['token', 'refreshToken'])

/** Fields that are not known are left behind. What is wrong is said without a value. */
export function parseCredential(found: unknown): Credential | Refusal<'corrupt'> {
  if (typeof found !== 'object' || found === null) return refuse('corrupt', 'that is none', '')
  const values = new Map(Object.entries(found))
  const kept: Record<string, unknown> = {}
  for (const [field, sound] of Object.entries(fields)) {
    const value = values.get(field)
    if (!sound(value)) return refuse('corrupt', `without a sound "${field}"`, '')
    if (value !== undefined) kept[field] = secrets.has(field) ? new Secret(value) : value
  }
  // Every field of a credential was looked at: the type of the table above says which those are.
  return Object.freeze(kept) as unknown as Credential
}
