/** What git asks its credential helpers, and how it is answered (git-credential(1), "Input/output format"). */
import { type Refusal, refused } from '@latchkey/tokens'
import type { HandedOut } from './hand-out.ts'
import { anyUsername } from './known.ts'
import { badRequest, isPlain } from './request.ts'

export interface GitRequest {
  /** As git says it: `https://packages.example.com/git/acme/widget.git`; without a path unless git was told to say it. */
  readonly address: string
  readonly username?: string
  /** Whether this git (2.46 and later) sends what it is given in a header of any scheme, and may be told to keep nothing. */
  readonly takesAuthtype: boolean
}

/** Keys that this does not know are for other helpers. */
export async function readGitRequest(
  lines: AsyncIterable<string | Refusal>,
): Promise<GitRequest | Refusal<string>> {
  const fields = new Map<string, string>()
  const capabilities: string[] = []
  for await (const line of lines) {
    if (refused(line)) return line
    if (line === '') break
    const [key, value] = splitOnce(line)
    if (!isPlain(line) || value === undefined) return badRequest('holds a line that is none of key=value')
    if (key === 'capability[]') capabilities.push(value)
    else if (key.endsWith('[]')) continue
    else if (fields.has(key)) return badRequest('says the same thing twice')
    else fields.set(key, value)
  }
  const [protocol, host] = [fields.get('protocol'), fields.get('host')]
  if (protocol === undefined || host === undefined) return badRequest('names no protocol or no host')
  const [path, username] = [fields.get('path') ?? '', fields.get('username')]
  return {
    address: `${protocol}://${host}/${path}`,
    ...(username !== undefined && { username }),
    takesAuthtype: capabilities.includes('authtype'),
  }
}

export function gitAnswer({ token, expiresAt }: HandedOut, { username, takesAuthtype }: GitRequest): string {
  const secret = token.expose()
  const given = takesAuthtype
    ? ['capability[]=authtype', 'authtype=Bearer', `credential=${secret}`, 'ephemeral=1']
    : [`username=${username ?? anyUsername}`, `password=${secret}`]
  return [...given, `password_expiry_utc=${expiresAt}`, ''].join('\n')
}

function splitOnce(line: string): readonly [key: string, value: string | undefined] {
  const at = line.indexOf('=')
  return at < 1 ? [line, undefined] : [line.slice(0, at), line.slice(at + 1)]
}
