/** Passwords in `.pypirc`, which twine reads: a section a repository, each with its address. */
import { bare, splitLines } from '../edits/lines.ts'
import { type FoundSecret, isReference, kindOf } from './found-secret.ts'

const known: Readonly<Record<string, string>> = {
  pypi: 'https://upload.pypi.org',
  testpypi: 'https://test.pypi.org',
}

export function secretsInPypirc(text: string, { origin }: { readonly origin: string }): FoundSecret[] {
  const lines = numbered(text)
  return lines.flatMap(({ line, number, start, section }) => {
    const value = /^password\s*[=:]\s*(.*)$/i.exec(line)?.[1]?.trim()
    if (value === undefined || isReference(value)) return []
    const address =
      lines
        .filter(other => other.section === section)
        .map(other => /^repository\s*[=:]\s*(.*)$/i.exec(other.line)?.[1]?.trim())
        .find(found => found !== undefined) ?? known[section]
    const ours =
      address !== undefined && URL.canParse(address) && new URL(address).origin === new URL(origin).origin
    const end = start + (lines[number]?.start ?? text.length) - start
    return [{ line: number, kind: kindOf(value), where: `[${section}]`, ours, range: [start, end] }]
  })
}

interface Numbered {
  readonly line: string
  readonly number: number
  readonly start: number
  readonly section: string
}

function numbered(text: string): Numbered[] {
  let start = 0
  let section = ''
  return splitLines(text).map((whole, index) => {
    const line = bare(whole)
    section = /^\s*\[([^\]]+)\]/.exec(line)?.[1] ?? section
    const found = { line, number: index + 1, start, section }
    start += whole.length
    return found
  })
}
