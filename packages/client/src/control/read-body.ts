/** What a change is asked for with. */
import { Secret } from '@latchkey/protocol'
import { type AuthError, authError } from '../errors.ts'

export interface ControlBody {
  readonly registry: string
  readonly token?: Secret
  /** Milliseconds. */
  readonly lifetime?: number
}

/** Characters. */
const longest = 16 * 1024

/** Of exactly these fields: one that is misspelled is not left out in silence. */
export async function readBody(request: Request): Promise<ControlBody | AuthError> {
  const text = await readAtMost(request)
  const value = text === undefined ? undefined : parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed
  const { registry, token, lifetime_seconds: seconds, ...others } = value as Readonly<Record<string, unknown>>
  const isWhole = typeof registry === 'string' && Object.keys(others).length === 0
  if (!isWhole || !isOptional(token, 'string') || !isOptional(seconds, 'number')) return malformed
  return {
    registry,
    ...(typeof token === 'string' && { token: new Secret(token) }),
    ...(typeof seconds === 'number' && { lifetime: seconds * 1000 }),
  }
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type
}

async function readAtMost({ body }: Request): Promise<string | undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > longest) return undefined
  }
  return text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const malformed = authError(
  'invalid_configuration',
  'The body is not JSON with a registry, and a token where one is set.',
  'Send { "registry": "https://...", "token": "...", "lifetime_seconds": 3600 }.',
)
