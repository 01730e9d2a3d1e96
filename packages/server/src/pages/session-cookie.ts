/** The session's cookie (RFC 6265bis): how it is named, set, read and taken away. */
import { Secret } from '@latchkey/protocol'

export interface SessionCookie {
  read(request: Request): Secret | undefined
  /** The value of a `Set-Cookie` header that keeps it until the session's absolute end. */
  set(value: Secret): string
  /** The value of a `Set-Cookie` header that takes it away. */
  clear(): string
}

const absoluteEnd = 30 * 24 * 60 * 60

/** `__Host-` binds the cookie to exactly this https origin; plain http, which is for loopback only, cannot have it. */
export function sessionCookie(origin: string): SessionCookie {
  const secure = origin.startsWith('https:')
  const name = secure ? '__Host-sid' : 'sid'
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
    set: value => `${name}=${value.expose()}; ${attributes}; Max-Age=${absoluteEnd}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
