/** The token that the environment holds. */
import { Secret } from '@latchkey/protocol'

export interface EnvironmentToken {
  readonly token: Secret
  /** The variable that it was found in, for messages. */
  readonly source: string
}

/** `LATCHKEY_TOKEN`; empty means unset, as everywhere. */
export function environmentToken(
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentToken | undefined {
  const text = environment['LATCHKEY_TOKEN']?.trim()
  return text ? { token: new Secret(text), source: 'LATCHKEY_TOKEN' } : undefined
}
