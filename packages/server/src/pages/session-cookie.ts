/** Cookies that hold a secret (RFC 6265bis): how they are named, set, read and taken away. */
import { Secret } from '@latchkey/protocol'

export interface SecretCookie {
  read(request: Request): Secret | undefined
  /** The value of a `Set-Cookie` header that keeps it for its lifetime. */
  set(value: Secret): string
  /** The value of a `Set-Cookie` header that takes it away. */
  clear(): string
}

const month = 30 * 24 * 60 * 60

/** The session's, kept until its absolute end. */
export function sessionCookie(origin: string): SecretCookie {
  return secretCookie(origin, 'sid', month)
}

/** Of a browser that is asked for a passkey before anybody signs in: what it was asked is good in no other. */
export function askedCookie(origin: string): SecretCookie {
  return secretCookie(origin, 'asked', 10 * 60)
}

/** `__Host-` binds a cookie to exactly this https origin; plain http, which is for loopback only, cannot have it. */
function secretCookie(origin: string, called: string, lifetime: number): SecretCookie {
  const secure = origin.startsWith('https:')
  const name = secure ? `__Host-${called}` : called
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read(request) {
      const pairs = (request.headers.get('cookie') ?? '').split(';').map(pair => pair.trim())
      const values = pairs
        .filter(pair => pair.startsWith(`${name}=`))
        .map(pair => pair.slice(name.length + 1))
      // Two cookies of this name: one was put there by somebody else, and nobody can tell which.
      const [value] = values
      return values.length === 1 && value !== undefined && value !== '' ? new Secret(value) : undefined
    },
    set: value => `${name}=${value.expose()}; ${attributes}; Max-Age=${lifetime}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
