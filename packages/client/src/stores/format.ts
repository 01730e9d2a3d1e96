/** A state as text: versioned JSON. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { parseCredential } from './parse-credential.ts'
import type { StoreState } from './store.ts'

const version = 1

/** One line of a credential is one line of the file, for those who look into it. */
export function formatState(state: StoreState): string {
  const credentials = Object.fromEntries(Object.entries(state).map(([name, each]) => [name, plain(each)]))
  return `${JSON.stringify({ version, credentials }, null, 2)}\n`
}

/**
 * What is wrong is said without a word of the text, which may hold a token in any place (`JSON.parse` quotes it).
 * `newer`: a later version of this library wrote it.
 */
export function parseState(text: string): StoreState | Refusal<'corrupt' | 'newer'> {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return corrupt(text.trim() === '' ? 'is empty' : 'is not JSON, or is cut off')
  }
  const { version: found, credentials } = (file ?? {}) as { version?: unknown; credentials?: unknown }
  if (typeof found === 'number' && found > version) return refuse('newer', `is of version ${found}`, '')
  if (found !== version || typeof credentials !== 'object' || credentials === null)
    return corrupt('is not one of credentials')
  const entries: [string, Credential][] = []
  for (const [name, each] of Object.entries(credentials)) {
    const credential = parseCredential(each)
    if (refused(credential)) return corrupt(`holds a credential ${credential.message}`)
    entries.push([name, credential])
  }
  return Object.freeze(Object.fromEntries(entries))
}

function plain({ token, refreshToken, ...rest }: Credential) {
  return { ...rest, token: token.expose(), ...(refreshToken && { refreshToken: refreshToken.expose() }) }
}

function corrupt(what: string): Refusal<'corrupt'> {
  return refuse('corrupt', what, '')
}
