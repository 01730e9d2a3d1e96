/** Names that were typed, looked at before anything is done with them: one of them may be a secret, pasted in the wrong place. */
import { inspect, type Refusal, refuse, refused } from '@latchkey/tokens'

export interface TypedNames {
  readonly organization?: string | undefined
  /** Of keys. */
  readonly keys?: readonly string[]
}

/** What is no name is neither repeated nor sent anywhere. */
export function objectionToNames({ organization, keys = [] }: TypedNames): Refusal | undefined {
  if (organization !== undefined && !isOrganization(organization)) return noOrganization
  return keys.every(isKeyName) ? undefined : noKeyName
}

export function isOrganization(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,38}$/.test(text)
}

function isKeyName(text: string): boolean {
  return text.length <= 100 && refused(inspect(text))
}

const noOrganization: Refusal<'usage'> = refuse(
  'usage',
  'That is no name of an organization.',
  'Names are of small letters, digits and hyphens: acme',
)

const noKeyName: Refusal = refuse(
  'token_in_arguments',
  'That is no name of a key but the text of one, or of another token, which other processes see among these words.',
  'Kill it: latchkey token burn < FILE. Keys are named by name or id: latchkey key list',
)
