/** What cargo asks its credential providers, and how it is answered (The Cargo Book, "Credential Provider Protocol"). */
import type { Refusal } from '@latchkey/tokens'
import { type Below, repositoryIn } from './below.ts'
import type { Deed, Doing, HandedOut } from './hand-out.ts'
import { badRequest, isPlain } from './request.ts'

/** The first line that a provider says: which versions of the protocol it speaks. */
export const hello = `${JSON.stringify({ v: [1] })}\n`

export type CargoRequest =
  | { readonly kind: 'login' | 'logout' | 'unknown' | 'read'; readonly index: string }
  | {
      readonly kind: 'change'
      readonly index: string
      readonly action: Deed
      readonly name: string
      readonly version?: string
      /** SHA-256 of the crate, in hexadecimal. */
      readonly checksum?: string
    }

/** A line of cargo's. Fields that this does not know may come with any version of it. */
export function readCargoRequest(line: string): CargoRequest | Refusal<'bad_request'> {
  const request = parse(line)
  const registry = request?.['registry']
  if (request?.['v'] !== 1 || !isObject(registry)) return badRequest('is none of version 1 of the protocol')
  const index = textIn(registry, 'index-url')
  const texts = ['kind', 'operation', 'name', 'vers', 'cksum'].map(field => textIn(request, field))
  if (index === undefined || ![index, ...texts].every(text => isPlain(text ?? '')))
    return badRequest('names no index, or holds a sign that no name has')
  const [kind, operation, name, version, checksum] = texts
  if (kind === 'login' || kind === 'logout') return { kind, index }
  if (kind === 'get' && operation === 'read') return { kind: operation, index }
  const change = changes.get(operation ?? '')
  if (kind !== 'get' || change === undefined) return { kind: 'unknown', index }
  const { action, says } = change
  // What is left out would be left open.
  if (says.some(field => textIn(request, field) === undefined))
    return badRequest(`does not say ${says.join(', ')}`)
  return {
    ...{ kind: 'change', index, action, name: name ?? '' },
    ...(version !== undefined && { version }),
    ...(checksum !== undefined && { checksum }),
  }
}

/** Where the index is: cargo says by what protocol it is read before the address. */
export function addressOfIndex(index: string): string {
  return index.replace(/^sparse\+/, '')
}

/** Exactly what cargo is about to do; undefined for what is none of ours, and for what is no use of a token. */
export function cargoDoing(request: CargoRequest, below: Below): Doing | undefined {
  const target = repositoryIn(below)
  if (below[0] !== 'cargo' || target === undefined) return undefined
  if (request.kind === 'read') return { actions: ['read'], target, expires: '30m' }
  if (request.kind !== 'change') return undefined
  const { action, name, version, checksum } = request
  return {
    ...{ actions: [action], target: `${target}/${name}`, expires: '5m' },
    ...(version !== undefined && { version }),
    ...(checksum !== undefined && { digest: `sha256:${checksum}` }),
  }
}

/** By cargo's name for it: what that is here, and what cargo says of it. */
const changes: ReadonlyMap<string, { readonly action: Deed; readonly says: readonly string[] }> = new Map([
  ['publish', { action: 'publish', says: ['name', 'vers', 'cksum'] }],
  ['yank', { action: 'retire', says: ['name', 'vers'] }],
  ['unyank', { action: 'retire', says: ['name', 'vers'] }],
  ['owners', { action: 'maintain', says: ['name'] }],
])

/** Reading, the token is good for the whole build; what changes something is asked for each time. */
export function cargoAnswer({ kind }: CargoRequest, { token, expiresAt }: HandedOut): object {
  const cache = kind === 'read' ? { cache: 'expires', expiration: expiresAt } : { cache: 'never' }
  return { Ok: { kind: 'get', token: token.expose(), ...cache, operation_independent: false } }
}

/** `url-not-supported` and `not-found` let cargo ask the next provider; `other` ends its command with the message. */
export function cargoError(
  kind: 'url-not-supported' | 'not-found' | 'operation-not-supported' | 'other',
  { message, next }: Partial<Pick<Refusal, 'message' | 'next'>> = {},
): object {
  return {
    Err: { kind, ...(message !== undefined && { message, 'caused-by': next === undefined ? [] : [next] }) },
  }
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textIn(object: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = Object.hasOwn(object, field) ? object[field] : undefined
  return typeof value === 'string' ? value : undefined
}
