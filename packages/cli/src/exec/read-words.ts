/** A client's own words: its options and the rest, by the few options that decide something here. */
import { parseArgs } from 'node:util'

export interface Words {
  /** What is no option and no value of one. */
  readonly operands: readonly string[]
  /** Every value of an option that was asked about, in order. */
  values(name: string): readonly string[]
  has(name: string): boolean
}

/**
 * The options of a client of Python, which takes any beginning of a name for the whole where only one begins so: what is
 * written out is what it will read (argparse, `allow_abbrev`). `flags`: those that take no value.
 */
export function writtenOut(
  words: readonly string[],
  valued: Readonly<Record<string, string | undefined>>,
  flags: readonly string[],
): readonly string[] {
  const names = [...Object.keys(valued), ...flags]
  return words.map(word => {
    const [, typed = '', value = ''] = /^--([^=]+)(=.*)?$/s.exec(word) ?? []
    const [name, ...others] = typed === '' ? [] : names.filter(each => each.startsWith(typed))
    return name === undefined || others.length > 0 || names.includes(typed) ? word : `--${name}${value}`
  })
}

/**
 * `valued`: the options of that client that take a value, each with its letter if it has one: without them, the value
 * would be taken for an operand.
 */
export function readWords(
  words: readonly string[],
  valued: Readonly<Record<string, string | undefined>>,
): Words {
  const options = Object.entries(valued).map(
    ([name, short]) => [name, { type: 'string', multiple: true, ...(short && { short }) }] as const,
  )
  const { values, positionals } = parseArgs({
    ...{ args: [...words], options: Object.fromEntries(options), strict: false, allowPositionals: true },
  })
  const found = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined)
  return {
    operands: positionals,
    values: name => [found(name) ?? []].flat().filter(value => typeof value === 'string'),
    has: name => found(name) !== undefined,
  }
}
