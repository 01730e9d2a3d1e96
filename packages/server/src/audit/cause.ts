/** Who did something, by what credential, and from where: what every change is told by whoever asks for it. */
import type { Allowed, Credential } from '../access/index.ts'

export interface Cause {
  readonly actor: Actor
  /** By what the actor was known; nothing for the machine, and for somebody who showed nothing. */
  readonly credential?: UsedCredential
  /** The client's, behind trusted proxies. */
  readonly address?: string
  /** What it calls itself: `twine/4.0.2`. */
  readonly client?: string
}

export type Actor =
  | { readonly kind: 'account' | 'organization'; readonly id: string }
  /** Whoever types commands beside the running server. */
  | { readonly kind: 'operator' }
  /** Nobody that is known: somebody with a link, a found token, or nothing. */
  | { readonly kind: 'nobody' }

export type UsedCredential =
  /** A browser's session; a password that was just given; a link that works once. */
  | { readonly kind: 'session' | 'password' | 'link' }
  /** The key, the login or the passkey, with its name as it was. */
  | { readonly kind: 'key' | 'login' | 'passkey'; readonly id: string; readonly name: string }

/** From where a request came, where that is known. */
export interface Origin {
  readonly address?: string | undefined
  readonly client?: string | undefined
}

/** A command on the machine. */
export const operator: Cause = { actor: { kind: 'operator' } }

/** What was allowed to somebody, or a command. */
export function causeOf(by: Allowed | 'local command'): Cause {
  if (by === 'local command') return operator
  return { ...holderOf(by.credential), ...from({ address: by.access.address, client: by.client }) }
}

/** A person, by what they are known on the pages. */
export function causeByAccount(id: string, kind: 'session' | 'password' | 'link', origin: Origin): Cause {
  return { actor: { kind: 'account', id }, credential: { kind }, ...from(origin) }
}

/** A person, by a passkey that signed just now. */
export function causeByPasskey(
  accountId: string,
  { id, name }: { readonly id: string; readonly name: string },
  origin: Origin,
): Cause {
  const credential = { kind: 'passkey', id, name } as const
  return { actor: { kind: 'account', id: accountId }, credential, ...from(origin) }
}

export function causeByNobody(origin: Origin): Cause {
  return { actor: { kind: 'nobody' }, ...from(origin) }
}

function holderOf(credential: Credential): Pick<Cause, 'actor' | 'credential'> {
  const { principal } = credential
  const actor: Actor = principal.kind === 'nobody' ? { kind: 'nobody' } : principal
  if (credential.kind === 'anonymous') return { actor }
  return credential.kind === 'session'
    ? { actor, credential: { kind: 'session' } }
    : { actor, credential: { kind: credential.holder, id: credential.id, name: credential.name } }
}

function from({ address, client }: Origin): Pick<Cause, 'address' | 'client'> {
  return { ...(address !== undefined && { address }), ...(client !== undefined && { client }) }
}
