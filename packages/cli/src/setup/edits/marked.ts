/**
 * Lines of ours between two marks in a file of somebody else's:
 *
 *     # >>> latchkey setup pip (5f70bf18) >>>
 *     #- index-url = https://pypi.org/simple
 *     index-url = https://__token__@packages.example.com/pypi/acme/simple/
 *     # <<< latchkey setup pip <<<
 *
 * What they replace is kept in them, after `#-`. The number tells whether somebody changed them since.
 */
import { createHash } from 'node:crypto'
import { bare, endIn, type Lines, replaceLines, splitLines } from './lines.ts'

/** Where lines of ours go. */
export interface Insertion {
  readonly at: number
  /** Without ends. */
  readonly body: readonly string[]
  /** How many lines at that place they stand for. */
  readonly replaces?: number
  /** What the lines around are indented by. */
  readonly indent?: string
}

/** What makes a file say what it should; it is shown the file without our lines. */
export type Edit = (lines: Lines) => readonly Insertion[]

export interface Edited {
  readonly text: string
  /** Whether lines of ours are there that somebody changed. They stay. */
  readonly changed: boolean
}

/**
 * The text with our lines in it; as it is where they say the same already, wherever they stand. `mark`: whose they are, as
 * `twine pypi:acme`. `slot`: which of our lines they stand for, as `pip` where there can be one index only.
 */
export function putMarked(text: string, mark: string, edit: Edit, slot: string = mark): Edited {
  const taken = takeMarked(text, slot)
  if (taken.changed) return { text, changed: true }
  const lines = splitLines(taken.text)
  const after = [...edit(lines)].sort((one, other) => other.at - one.at).reduce(insert, lines)
  const same = said(after, slot) === said(splitLines(text), slot)
  return { text: same ? text : after.join(''), changed: false }

  function insert(into: Lines, { at, body, replaces = 0, indent = '' }: Insertion): Lines {
    const end = endIn(into)
    const old = into.slice(at, at + replaces).map(line => (line.endsWith('\n') ? line : `${line}${end}`))
    const block = [...old.map(line => `${kept}${line}`), ...body.map(line => `${line}${end}`)]
    return replaceLines(into, at, replaces, [
      `${indent}# >>> latchkey setup ${mark} (${sum(block)}) >>>${end}`,
      ...block,
      `${indent}# <<< latchkey setup ${mark} <<<${end}`,
    ])
  }
}

/** The text without our lines, and with those that they replaced. `mark`: `twine`, or more exactly `twine pypi:acme`. */
export function takeMarked(text: string, mark: string): Edited {
  const blocks = blocksIn(splitLines(text), mark)
  const lines = blocks
    .filter(({ untouched }) => untouched)
    .reduceRight(
      (rest: Lines, { at, body }) =>
        replaceLines(
          rest,
          at,
          body.length + 2,
          body.filter(isKept).map(line => line.slice(kept.length)),
        ),
      splitLines(text),
    )
  return { text: lines.join(''), changed: blocks.some(({ untouched }) => !untouched) }
}

/** What lines of ours are for: `pypi:acme` of the mark `twine pypi:acme`. */
export function subjectsIn(text: string, client: string): readonly string[] {
  const marks = blocksIn(splitLines(text), client).map(({ mark }) => mark)
  return [...new Set(marks)].map(mark => mark.slice(client.length + 1))
}

const opens = /^\s*# >>> latchkey setup (.+) \(([0-9a-f]{8})\) >>>$/
const closes = /^\s*# <<< latchkey setup (.+) <<<$/
const kept = '#-'
const isKept = (line: string) => line.startsWith(kept)

interface Block {
  readonly at: number
  readonly mark: string
  readonly body: Lines
  readonly untouched: boolean
}

function blocksIn(lines: Lines, wanted: string): Block[] {
  return lines.flatMap((line, at) => {
    const [, mark, expected] = opens.exec(bare(line)) ?? []
    if (mark === undefined || (mark !== wanted && !mark.startsWith(`${wanted} `))) return []
    const end = lines.findIndex((other, index) => index > at && closes.exec(bare(other))?.[1] === mark)
    const body = lines.slice(at + 1, Math.max(end, at + 1))
    return [{ at, mark, body, untouched: end !== -1 && sum(body) === expected }]
  })
}

/** What all our lines say, however they are spread: where they go depends on the lines around, which others write. */
function said(lines: Lines, slot: string): string {
  const all = blocksIn(lines, slot).flatMap(({ mark, body }) => body.map(line => `${mark}: ${bare(line)}`))
  return all.sort().join('\n')
}

/** Eight hexadecimal digits that tell whether lines are as they were. */
export function sum(body: Lines): string {
  return createHash('sha256').update(body.map(bare).join('\n')).digest('hex').slice(0, 8)
}
