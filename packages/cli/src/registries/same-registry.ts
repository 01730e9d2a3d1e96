/** What is to be typed next, about the registry and account that were named: it works as it stands. */
import type { Asked } from './choose.ts'
import { asWord } from './registry-address.ts'

/** A sentence that names a command, with the options that say where behind its words; unchanged where it says so itself. */
export function atSameRegistry(sentence: string, { registry, account }: Asked): string {
  if (sentence.includes(' --registry ')) return sentence
  const options = [
    ...(registry === undefined ? [] : [` --registry ${asWord(registry)}`]),
    ...(account === undefined ? [] : [` --account ${asWord(account)}`]),
  ].join('')
  return sentence.replace(namesOfCommands, name => name + options)
}

/** Those that are about one registry, with what stands in their places and, as `shellWords` writes them, their operands. */
const namesOfCommands =
  /\blatchkey (explain|step-up|whoami|doctor|exec|token burn|(may|setup|key [a-z]+|organization (auth|key \S+ [a-z]+))( (('[^']*'|\\')+|\w([\w./:@%+=,-]*[\w/])?))*)(?![\w-])/
