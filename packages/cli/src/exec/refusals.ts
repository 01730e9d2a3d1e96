/** What is refused before anything is asked of anybody. */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'

export function notKnown(client: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `It is not known what ${quoted(client, 40)} needs a credential for, typed like that.`,
    'Run it without latchkey exec, or say what for: --repository pypi:acme --action read.',
  )
}

/** It would go before the one that is handed over, and other processes see it. */
export function passwordAmongWords(option: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `${option} gives a password as an argument, which other processes see.`,
    `Leave ${option} out: latchkey exec hands a token over by itself.`,
  )
}
