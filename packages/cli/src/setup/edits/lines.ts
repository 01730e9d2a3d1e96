/** A text as lines that keep their own ends, so that what is not touched stays as it was, byte for byte. */

/** Each with its own end: `\n`, `\r\n`, or none for a last one without. */
export type Lines = readonly string[]

export function splitLines(text: string): Lines {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A line without its end. */
export function bare(line: string): string {
  return line.replace(/\r?\n$/, '')
}

/** How lines end here; that of the first line decides. */
export function endIn(lines: Lines): string {
  return lines[0]?.endsWith('\r\n') ? '\r\n' : '\n'
}

/**
 * Other lines, each with its end, in place of `count` at a place. Where the text had no end at its end, it has none after:
 * so the same lines put back make the same text.
 */
export function replaceLines(lines: Lines, at: number, count: number, by: Lines): Lines {
  const before = lines.slice(0, at)
  const after = lines.slice(at + count)
  const endless = after.length === 0 && !(lines.at(-1) ?? '\n').endsWith('\n')
  if (!endless) return [...before, ...by, ...after]
  const whole = [
    ...(count === 0 ? [...before.slice(0, -1), `${before.at(-1)}${endIn(lines)}`] : before),
    ...by,
  ]
  return [...whole.slice(0, -1), ...whole.slice(-1).map(bare)]
}
