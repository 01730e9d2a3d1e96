/** What a server asks for: `WWW-Authenticate` (RFC 9110, 11.6.1). */

export interface Challenge {
  /** In lower case. */
  readonly scheme: string
  /** By lower-case name. The first of a name counts. */
  readonly parameters: Readonly<Record<string, string>>
}

/** Longer ones are not read: what a challenge says fits in a line. */
const longest = 8192

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const space = '[ \\t]*'
/** `name = token` or `name = "quoted \" string"` (11.2). */
const parameter = new RegExp(`(${token})${space}=${space}(?:(${token})|"((?:[^"\\\\]|\\\\.)*)")`, 'y')
/** A scheme stands at the end, before a comma, or before a space and its first parameter; never before `=`. */
const scheme = new RegExp(`(${token})(?=[ \\t]*(?:,|$)|[ \\t]+[^ \\t=])`, 'y')
/** The other thing that may follow a scheme (11.2): one bare text, which tells us nothing. */
const token68 = new RegExp(`[0-9A-Za-z._~+/-]+=*(?=${space}(?:,|$))`, 'y')
const gap = /[ \t,]*/y
const spaces = /[ \t]+/y

/**
 * Every challenge, in order: several schemes may stand in one header, with their parameters in any order. What cannot be
 * read ends the list; what stands before it counts.
 */
export function parseChallenges(header: string | null): readonly Challenge[] {
  const text = (header ?? '').slice(0, longest)
  const challenges: { scheme: string; parameters: Record<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text) ?? undefined
    if (found) at = pattern.lastIndex
    return found
  }
  for (take(gap); at < text.length; take(gap)) {
    const current = challenges.at(-1)
    const pair = current && take(parameter)
    if (pair) {
      const [, name = '', plain, quoted = ''] = pair
      current.parameters[name.toLowerCase()] ??= plain ?? quoted.replaceAll(/\\(.)/gs, '$1')
      continue
    }
    const [, name] = take(scheme) ?? []
    if (name === undefined) break
    challenges.push({ scheme: name.toLowerCase(), parameters: Object.create(null) })
    if (take(spaces) && !startsParameter(text, at)) take(token68)
  }
  return challenges
}

function startsParameter(text: string, at: number): boolean {
  parameter.lastIndex = at
  return parameter.test(text)
}
