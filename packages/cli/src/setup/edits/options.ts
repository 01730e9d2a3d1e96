/** Options of a file that is read line by line: `name = value`, below `[section]` or above the first one. */
import { bare, type Lines } from './lines.ts'
import type { Edit, Insertion } from './marked.ts'

export interface OptionLines {
  /** Below which header they go, `global` for `[global]`; above the first one unless told. */
  readonly section?: string
  /** Where there is no section: as the first lines, and not as the last above the first header. */
  readonly first?: true
  /** Names of options, each with the lines that say it. */
  readonly options: Readonly<Record<string, readonly string[]>>
}

/** Sets options, once each: what the file says of them so far is kept as a comment. */
export function setOptions({ section, options, first }: OptionLines): Edit {
  const body = Object.values(options).flat()
  const names = Object.keys(options).map(normal)
  return lines => {
    const found = section === undefined ? preamble(lines) : sectionOf(lines, section)
    if (found === undefined) return [{ at: lines.length, body: [`[${section}]`, ...body] }]
    const replaced = found.options.filter(({ name }) => names.includes(name))
    return all(
      () => [{ at: first ? 0 : found.end, body }],
      () => replaced.map(({ at, end }) => ({ at, replaces: end - at, body: [] })),
    )(lines)
  }
}

/** Several edits of one file. At one place, what begins a section comes after what belongs to the one before. */
export function all(...edits: readonly Edit[]): Edit {
  return lines => {
    const insertions = edits.flatMap(edit => edit(lines))
    const places = [...new Set(insertions.map(({ at }) => at))]
    return places.map(at => {
      const here = insertions.filter(each => each.at === at)
      const replacing = here.find(({ replaces }) => replaces !== undefined)
      const ordered = [...here.filter(isInside), ...here.filter(each => !isInside(each))]
      return { ...replacing, at, body: ordered.flatMap(({ body }) => body) }
    })
  }
}

function isInside({ body: [first = ''] }: Insertion): boolean {
  return !isHeader(first)
}

export interface Section {
  readonly options: readonly Option[]
  /** Behind the last line that says something. */
  readonly end: number
}

export interface Option {
  /** In small letters, with hyphens: `index_url` is `index-url` to pip. */
  readonly name: string
  readonly at: number
  /** Behind the last line of its value. */
  readonly end: number
  /** How far in it stands: what stands further in continues it. */
  readonly indent: number
}

/** As Python's `configparser` reads it. */
export function sectionOf(lines: Lines, section: string): Section | undefined {
  const header = lines.findIndex(line => line.trim() === `[${section}]`)
  if (header === -1) return undefined
  const options: Option[] = []
  let end = header + 1
  for (const [at, line] of lines.entries()) {
    if (at <= header || saysNothing(line)) continue
    const indent = line.search(/\S/)
    const last = options.at(-1)
    const continues = last !== undefined && indent > last.indent
    if (!continues && isHeader(line)) break
    end = at + 1
    if (continues) options[options.length - 1] = { ...last, end }
    else options.push({ name: normal(/^\s*([^=:]*)/.exec(bare(line))?.[1] ?? ''), at, end, indent })
  }
  return { options, end }
}

/** What stands above the first header. A name holds colons here: `@acme:registry`. */
function preamble(lines: Lines): Section {
  const header = lines.findIndex(isHeader)
  const end = header === -1 ? lines.length : header
  const options = lines.slice(0, end).flatMap((line, at) => {
    const [, name] = saysNothing(line) ? [] : (/^\s*([^=]*?)\s*=/.exec(bare(line)) ?? [])
    return name === undefined ? [] : [{ name: normal(name), at, end: at + 1, indent: 0 }]
  })
  return { options, end }
}

function isHeader(line: string): boolean {
  return /^\s*\[/.test(line)
}

function saysNothing(line: string): boolean {
  return /^\s*([#;]|$)/.test(line)
}

function normal(name: string): string {
  return name.trim().toLowerCase().replaceAll('_', '-')
}
