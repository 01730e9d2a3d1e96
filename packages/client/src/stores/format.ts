/** A state as text: versioned JSON, in the open or sealed. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { Seal } from './keychain/index.ts'
import { parseCredential } from './parse-credential.ts'
import type { StoreError, StoreState } from './store.ts'

const version = 1

/** One line of a credential is one line of the file, for those who look into it. */
export async function formatState(state: StoreState, seal: Seal | undefined): Promise<string | StoreError> {
  const credentials = Object.fromEntries(Object.entries(state).map(([name, each]) => [name, plain(each)]))
  if (seal === undefined) return format({ version, credentials })
  const sealed = await seal.close(JSON.stringify(credentials))
  return refused(sealed) ? sealed : format({ version, sealed })
}

/** What a file holds. Its own words are never repeated: it may hold a token in any place, and `JSON.parse` quotes it. */
export type Read =
  | { readonly state: StoreState; readonly sealed: boolean }
  | Refusal<'corrupt'>
  | Refusal<'newer'>
  | StoreError

/** `newer`: a later version of this library wrote it. A seal is asked for what is sealed only. */
export async function parseState(text: string, seal: Seal | undefined): Promise<Read> {
  const file = parseJson(text)
  if (file === undefined) return corrupt(text.trim() === '' ? 'is empty' : 'is not JSON, or is cut off')
  if (typeof file['version'] === 'number' && file['version'] > version)
    return refuse('newer', `is of version ${file['version']}`, '')
  if (file['version'] !== version) return corrupt('is not one of credentials')
  if (typeof file['sealed'] !== 'string') return readCredentials(file['credentials'], false)
  if (seal === undefined) return corrupt('is sealed by a keychain, and none is in use')
  const opened = await seal.open(file['sealed'])
  if (refused(opened)) return opened
  if (opened === undefined) return corrupt('is sealed with a key that the keychain does not have')
  return readCredentials(parseJson(opened), true)
}

function readCredentials(found: unknown, sealed: boolean): Read {
  if (typeof found !== 'object' || found === null) return corrupt('holds no credentials')
  const entries: [string, Credential][] = []
  for (const [name, each] of Object.entries(found)) {
    const credential = parseCredential(each)
    if (refused(credential)) return corrupt(`holds a credential ${credential.message}`)
    entries.push([name, credential])
  }
  return { state: Object.freeze(Object.fromEntries(entries)), sealed }
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? { ...found } : undefined
  } catch {
    return undefined
  }
}

function format(file: object): string {
  return `${JSON.stringify(file, null, 2)}\n`
}

function plain({ token, refreshToken, ...rest }: Credential) {
  return { ...rest, token: token.expose(), ...(refreshToken && { refreshToken: refreshToken.expose() }) }
}

function corrupt(what: string): Refusal<'corrupt'> {
  return refuse('corrupt', what, '')
}
