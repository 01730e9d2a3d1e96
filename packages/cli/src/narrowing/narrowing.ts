/** What was asked for on the command line, and how it becomes caveats: one file for each issuer that is understood. */
import { parseMoment, type Terminal } from '@latchkey/protocol/command'
import { type Caveat, type Refusal, refused } from '@latchkey/tokens'

/** By the options' names; an empty list means that the option was not given. */
export interface Narrowing {
  readonly expires: string | undefined
  readonly package: readonly string[]
  readonly repository: readonly string[]
  readonly action: readonly string[]
  /** Paths of files whose digests are taken now. */
  readonly file: readonly string[]
  /** Those that are known already: `sha256:...`. */
  readonly digest: readonly string[]
  readonly version: readonly string[]
  readonly network: readonly string[]
  readonly audience: readonly string[]
  /** Repositories that may be read beside all that, whatever `action` says. No option: a client reads more than it changes. */
  readonly reads?: readonly string[]
}

/** Nothing asked for: to be spread below what is. */
export const asItIs: Narrowing = {
  ...{ expires: undefined, package: [], repository: [], action: [], file: [], digest: [] },
  ...{ version: [], network: [], audience: [] },
}

/** The caveats that say what was asked for in the issuer's language, yet to be checked; refused where it has no words for it. */
export type Narrow = (
  narrowing: Narrowing,
  terminal: Pick<Terminal, 'now' | 'readFile'>,
) => Promise<readonly Caveat[] | Refusal>

/** Without a beginning: with one, a token would not work at once where the server's clock is behind. */
export function readExpires(text: string | undefined, now: number): readonly Caveat[] | Refusal {
  if (text === undefined) return []
  const moment = parseMoment(text, now)
  return refused(moment) ? moment : [{ kind: 'expires', expiresAt: Math.floor(moment / 1000), notBefore: 0 }]
}

/** One caveat that lists what was given; none where nothing was. */
export function listing<Value>(
  texts: readonly string[],
  read: (text: string) => Value | Refusal,
  make: (values: readonly Value[]) => Caveat,
): readonly Caveat[] | Refusal {
  const values = readAll(texts, read)
  if (refused(values)) return values
  return values.length === 0 ? [] : [make(values)]
}

/** What `read` makes of each; the first refusal is the answer for all. */
export function readAll<From, Value>(
  all: readonly From[],
  read: (one: From) => Value | Refusal,
): readonly Value[] | Refusal {
  const values: Value[] = []
  for (const one of all) {
    const value = read(one)
    if (refused(value)) return value
    values.push(value)
  }
  return values
}
