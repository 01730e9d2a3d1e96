/** A token that the environment holds. */
import { Secret } from '@latchkey/protocol'
import type { Environment } from '../machine.ts'

export interface EnvironmentToken {
  readonly token: Secret
  /** The variable that it was found in, for messages. */
  readonly source: string
}

/** Of `LATCHKEY_TOKEN` unless told; empty means unset, as everywhere. Which registry it may go to is not said by it. */
export function environmentToken(
  environment: Environment,
  variable = 'LATCHKEY_TOKEN',
): EnvironmentToken | undefined {
  const text = environment[variable]?.trim()
  return text ? { token: new Secret(text), source: variable } : undefined
}
