/** Which command was typed. A name may have a place in it, in capitals: `organization key ORG create`. */
import type { Listed } from './command.ts'

export interface FoundCommand {
  readonly entry: Listed
  /** What stood in the places of its name, then what followed it. */
  readonly rest: readonly string[]
}

/** The command with the longest name that the words begin with: `key create` before `key`. */
export function findCommand(commands: readonly Listed[], words: readonly string[]): FoundCommand | undefined {
  const [entry] = commands
    .filter(({ name }) => begins(name.split(' '), words))
    .sort((one, other) => other.name.split(' ').length - one.name.split(' ').length)
  if (entry === undefined) return undefined
  const parts = entry.name.split(' ')
  const inPlaces = words.filter((_, index) => isPlace(parts[index] ?? ''))
  return { entry, rest: [...inPlaces, ...words.slice(parts.length)] }
}

/** The most words, from the first on, after which a command's name goes on: `organization key acme`. */
export function groupOf(commands: readonly Listed[], words: readonly string[]): readonly string[] {
  const deepest = words.findLastIndex((_, index) => inGroup(commands, words.slice(0, index + 1)).length > 0)
  return words.slice(0, deepest + 1)
}

/** The commands whose names go on after these words. */
export function inGroup(commands: readonly Listed[], words: readonly string[]): readonly Listed[] {
  return commands.filter(({ name }) => {
    const parts = name.split(' ')
    return parts.length > words.length && begins(parts.slice(0, words.length), words)
  })
}

/** The places of a name that words are typed in. */
export function placesIn(name: string): readonly string[] {
  return name.split(' ').filter(isPlace)
}

/** Its name as these words have it so far, to compare with what was typed. */
export function asTyped(name: string, words: readonly string[]): string {
  return name
    .split(' ')
    .map((part, index) => (isPlace(part) ? (words[index] ?? part) : part))
    .join(' ')
}

function begins(parts: readonly string[], words: readonly string[]): boolean {
  return parts.every((part, index) => {
    const word = words[index]
    return part === word || (isPlace(part) && word !== undefined && !word.startsWith('-'))
  })
}

/** Of capitals, where all names are of small letters. */
function isPlace(part: string): boolean {
  return part !== '' && part === part.toUpperCase()
}
