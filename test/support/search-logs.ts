/** Looks for every secret of a test run in all that its servers logged. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formsOf } from './secrets.ts'

export interface Searched {
  readonly secrets: number
  /** Lines of the logs. */
  readonly lines: number
  /** Each line in which a secret stands. */
  readonly found: readonly string[]
}

/** By so many characters a secret is looked up; the rest of it is then compared. */
const start = 12

export function searchLogs(folder: string): Searched {
  const texts = (pattern: string) =>
    globSync(pattern, { cwd: folder }).map(name => readFileSync(join(folder, name), 'utf8'))
  const written = (pattern: string): Set<string> =>
    new Set(
      texts(pattern).flatMap(text =>
        text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line)),
      ),
    )
  const known = written('*.public')
  const secrets = new Set([...written('*.secrets')].filter(value => !known.has(value)))
  const byStart = new Map<string, string[]>()
  for (const form of [...secrets].flatMap(formsOf)) {
    const name = form.slice(0, start)
    byStart.set(name, [...(byStart.get(name) ?? []), form])
  }
  const lines = texts('*.log').flatMap(text => text.split('\n').filter(Boolean))
  return {
    secrets: secrets.size,
    lines: lines.length,
    found: lines.filter(line => holdsSecret(line, byStart)),
  }
}

function holdsSecret(line: string, byStart: ReadonlyMap<string, readonly string[]>): boolean {
  for (let at = 0; at + start <= line.length; at += 1) {
    const forms = byStart.get(line.slice(at, at + start))
    if (forms?.some(form => line.startsWith(form, at))) return true
  }
  return false
}
