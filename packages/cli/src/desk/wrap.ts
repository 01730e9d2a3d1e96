/**
 * Sentences and tables on a terminal that is too narrow for them, broken between words. What is copied from there stays in
 * one piece: commands, addresses, tokens, JSON, scripts, the lines of files.
 */

/** `width`: the terminal's; undefined where there is none, and nothing is broken. */
export function wrap(text: string, width: number | undefined): string {
  // Of no use where hardly a word fits.
  if (width === undefined || width < 30 || /^[[{]|^(---|@@) /m.test(text)) return text
  if (text.split('\n').every(line => line.length <= width)) return text
  return paragraphs(text.split('\n'))
    .map(line => wrapLine(line, width))
    .join('\n')
}

/** A paragraph that was written in lines of its own is one line again: help texts have them. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const joined: string[] = []
  let goesOn = false
  for (const line of lines) {
    if (goesOn && /^[\w(`-]/.test(line)) joined.push(`${joined.pop()} ${line}`)
    else joined.push(line)
    goesOn = line.length > 90 && (goesOn || /^[A-Z]/.test(line)) && /[\w,;)`]$/.test(line)
  }
  return joined
}

function wrapLine(line: string, width: number): string {
  if (line.length <= width) return line
  const [, left, right] = /^(.*\S {2,})(\S.*)$/.exec(line) ?? []
  if (left !== undefined && right !== undefined) return besideEachOther(left, right, width)
  const [indent = ''] = /^ {2}# |^ */.exec(line) ?? []
  const text = line.slice(indent.length)
  return indent.endsWith('# ') || isProse(text) ? fill(text, indent, width) : line
}

/** A row of a table: its last column goes on below itself; where nothing fits there, below the others. */
function besideEachOther(left: string, right: string, width: number): string {
  if (width - left.length < 24) return `${left.trimEnd()}\n${fill(right, '      ', width)}`
  return `${left}${fill(right, ' '.repeat(left.length), width).trimStart()}`
}

/** It begins as a sentence does, or ends so. */
function isProse(text: string): boolean {
  return /^(latchkey: |"|[A-Z][\w'’-]*[ ,:])/.test(text) || /[.!?]$/.test(text)
}

/** Variables that are set for it, `latchkey`, and its words up to where the sentence ends or goes on. */
const pieces = /(?:[A-Z_]+=\S+ )*\S*\blatchkey(?:(?<![.,;:)`]) (?!\()\S+)+|\S+/g

function fill(text: string, indent: string, width: number): string {
  const lines: string[] = []
  let line = indent
  for (const [piece] of text.matchAll(pieces)) {
    const longer = line === indent ? `${indent}${piece}` : `${line} ${piece}`
    if (longer.length > width && line !== indent) {
      lines.push(line)
      line = `${indent}${piece}`
    } else line = longer
  }
  return [...lines, line].join('\n')
}
