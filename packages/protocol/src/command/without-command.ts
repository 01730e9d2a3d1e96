/** What is answered where no command was typed: a list of what there is, or what was meant. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { asTyped, groupOf, inGroup } from './find-command.ts'
import { listHelp, type Program } from './help.ts'
import { nearest } from './nearest.ts'

/** Nothing typed, a group (`key`), a plea for help, or a word that is no command. */
export function withoutCommand(program: Program, words: readonly string[]): string | Refusal<'usage'> {
  const { name, commands } = program
  const named = words.filter(word => !word.startsWith('-'))
  const group = groupOf(commands, named)
  if (named.length === group.length && named.length === words.filter(word => !isPleaForHelp(word)).length)
    return listHelp(program, group)
  const typed = named.slice(0, group.length + 1).join(' ')
  const near = nearest(
    typed,
    inGroup(commands, group).map(each => asTyped(each.name, named)),
  )
  const next = near ? `Did you mean: ${name} ${near}` : `Type: ${[name, ...group, '--help'].join(' ')}`
  return refuse('usage', `There is no command${quoted(typed)}.`, next)
}

function isPleaForHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}

/** Repeats what looks like words; anything else may be a secret that was pasted. */
function quoted(typed: string): string {
  return /^[a-z-]{1,20}(?: [a-z-]{1,20}){0,3}$/.test(typed) ? ` "${typed}"` : ' like that'
}
