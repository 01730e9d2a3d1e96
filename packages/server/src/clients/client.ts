/** A program that may ask an account to let it in (RFC 6749, section 2), and what it may ask for. */
import { parseScopes, type Scope } from '@latchkey/protocol'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'

export interface Client {
  /** The `client_id`: public, never given to another. */
  readonly id: string
  readonly name: string
  /** Whether it can keep a secret (RFC 6749, section 2.1). Confidential clients alone may introspect. */
  readonly kind: 'public' | 'confidential'
  readonly redirectUris: readonly string[]
  /** Built in: every Latchkey has it, and it cannot be removed. */
  readonly preconfigured: boolean
  /** The one ecosystem that it is for: the short scopes mean that one. */
  readonly ecosystem?: 'hex'
  /** The kinds of scopes that it may ask for; all where it is not said. */
  readonly scopes?: readonly Scope['kind'][]
}

/** So much of what is asked for at once fits into one caveat of a token, however it is written there. */
const most = { characters: 1600, scopes: 32 } as const

/** What a client asks for, canonical. A scope that is none, or none for this client, is named. */
export function mayAskFor(
  { name, ecosystem, scopes }: Client,
  text: string,
): readonly Scope[] | Refusal<'invalid_scope'> {
  if (text.length > most.characters || text.split(' ').length > most.scopes) return tooMuch
  const asked = parseScopes(text, ecosystem)
  if (refused(asked)) return asked
  const beyond = asked.find(({ kind }) => scopes?.includes(kind) === false)
  if (beyond === undefined) return asked
  return refuse(
    'invalid_scope',
    `${name} may not ask for scopes such as ${quoted(beyond.kind)}.`,
    `It may ask for: ${scopes?.join(', ')}.`,
  )
}

const tooMuch: Refusal<'invalid_scope'> = refuse(
  'invalid_scope',
  'This asks for too much at once.',
  `Ask for at most ${most.scopes} scopes of ${most.characters} characters together; api and repositories say much in a word.`,
)
