/** A person is asked before something ends that cannot be brought back. */
import { flag, forTerminal } from '@latchkey/protocol/command'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'

export const confirmOptions = { yes: flag('Do it without asking.') } as const

export interface Confirmation {
  readonly yes: boolean
  /** What would happen, for the person to read. */
  readonly about: string
  /** `Revoke it?` */
  readonly question: string
  /** What to type where nobody can be asked. */
  readonly typed: string
}

/** Undefined: go on. Where nobody can be asked that is said before anything else is done. */
export function objectionToSilence(
  { yes, typed }: Pick<Confirmation, 'yes' | 'typed'>,
  { person }: Pick<Desk, 'person'>,
): Refusal<'usage'> | undefined {
  if (yes || person.isThere) return undefined
  return refuse('usage', 'Nobody can be asked here whether this is meant.', `Run: ${typed}`)
}

/** Undefined: they said yes, or it was said beforehand. */
export async function objectionOfPerson(
  { yes, about, question, typed }: Confirmation,
  { person, say }: Pick<Desk, 'person' | 'say'>,
): Promise<Refusal | undefined> {
  if (yes) return undefined
  say(forTerminal(`${about}\n`))
  const answer = await person.ask(`${question} [y/N] `)
  if (answer === undefined)
    return refuse('cancelled', 'It was cancelled: nothing was changed.', `When it is meant, run: ${typed}`)
  if (/^y(es)?$/i.test(answer.trim())) return undefined
  return refuse('declined', 'Nothing was changed.', `When it is meant, run: ${typed}`)
}
