/** What is wrong with a configuration: a refusal to start, with what to write instead. */
import { type Refusal, refuse } from '@latchkey/tokens'

export type Problem = Refusal<'configuration_invalid'>

export function problem(message: string, next: string): Problem {
  return refuse('configuration_invalid', message, next)
}
