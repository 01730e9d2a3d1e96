/** Tokens in `.npmrc`, the person's and the project's: npm, pnpm and Yarn 1 read it. */
import { bare, splitLines } from '../edits/lines.ts'
import { type FoundSecret, isReference, kindOf } from './found-secret.ts'

const secret = /^\s*(?:\/\/([^/:]+(?::\d+)?)\/(?:[^=]*:)?)?(?:_authToken|_password|_auth)\s*=\s*(.*)$/

export function secretsInNpmrc(text: string, { origin }: { readonly origin: string }): FoundSecret[] {
  const { host } = new URL(origin)
  let start = 0
  return splitLines(text).flatMap((whole, index) => {
    const range = [start, start + whole.length] as const
    start += whole.length
    const [, registry, written] = secret.exec(bare(whole)) ?? []
    const value = written?.trim().replace(/^(["'])(.*)\1$/, '$2')
    if (value === undefined || isReference(value)) return []
    const where = registry ?? 'every registry'
    return [{ line: index + 1, kind: kindOf(value), where, ours: registry === host, range }]
  })
}
