/** Requirements as Elixir's `Version` has them: what stands in the registry must not stop anybody's resolver. */

const longest = 1000

const number = '(?:0|[1-9]\\d{0,14})'
const suffix = '(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?'
const exact = `(?:==|!=|>=|<=|>|<)? *${number}\\.${number}\\.${number}${suffix}`
/** `~>` alone may leave the patch out: it counts to the last that is said. */
const nearly = `~> *${number}\\.${number}(?:\\.${number})?${suffix}`
const one = new RegExp(`^(?:${exact}|${nearly})$`)

/** `~> 1.2 and >= 1.2.3 or == 2.0.0`. More spaces than one are trimmed: to look for them takes time that grows with their square. */
export function isRequirement(text: string): boolean {
  return text.length <= longest && text.split(/ (?:and|or) /).every(each => one.test(each.trim()))
}
