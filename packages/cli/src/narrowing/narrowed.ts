/** A token, narrowed to what was asked for, in the language of whoever issued it. */
import { Secret } from '@latchkey/protocol'
import type { Terminal } from '@latchkey/protocol/command'
import {
  appendCaveat,
  expiryOf,
  packCaveat,
  type Refusal,
  readIssued,
  refuse,
  refused,
  tokenLimits,
  writeToken,
} from '@latchkey/tokens'
import { forLatchkey } from './for-latchkey.ts'
import { forPypi } from './for-pypi.ts'
import { type Narrowing, readAll } from './narrowing.ts'

export interface Narrowed {
  readonly token: Secret
  /** Unix seconds: the earliest end that stands in its text. */
  readonly expiresAt: number | undefined
}

/** Asks nobody. Refused where nothing was asked for: a token that stays as it is was not meant. */
export async function narrowed(
  token: Secret,
  narrowing: Narrowing,
  terminal: Pick<Terminal, 'now' | 'readFile'>,
): Promise<Narrowed | Refusal> {
  const issued = readIssued(token.expose())
  if (refused(issued)) return issued
  const { issuer, macaroon } = issued
  if (issuer === 'other') return foreign
  if (issued.token?.kind === 'refresh') return refresh
  const read = issuer === 'pypi' ? forPypi : forLatchkey
  const caveats = await read(narrowing, terminal)
  if (refused(caveats)) return caveats
  if (caveats.length === 0) return nothing
  const packed = readAll(caveats, packCaveat)
  if (refused(packed)) return packed
  const text = writeToken(packed.reduce(appendCaveat, macaroon), issued.prefix || `${issuer}-`)
  if (text.length > tokenLimits.characters) return tooLong
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  const before = expiryOf(issued)
  const all = before === undefined ? ends : [before, ...ends]
  return {
    token: new Secret(text),
    expiresAt: all.length === 0 ? undefined : Math.min(...all),
  }
}

const foreign: Refusal = refuse(
  'unknown_issuer',
  'This token was made neither by Latchkey nor by PyPI: which restrictions its issuer understands is not known here.',
  'Have a narrower one made where it was made.',
)

const refresh: Refusal = refuse(
  'refresh_token',
  'This is a refresh token: it is accepted only as it was issued, so it cannot be narrowed.',
  'Narrow an access token.',
)

const nothing: Refusal<'usage'> = refuse(
  'usage',
  'No restriction was given, so the token would stay as it is.',
  'Give at least one, such as --expires 15m.',
)

const tooLong: Refusal = refuse(
  'token_too_long',
  'The token would have so many restrictions that no server reads it.',
  'Narrow one with fewer.',
)
