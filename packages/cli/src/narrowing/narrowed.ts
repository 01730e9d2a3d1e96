/** A token, narrowed to what was asked for, in the language of whoever issued it. */
import { Secret } from '@latchkey/protocol'
import type { Terminal } from '@latchkey/protocol/command'
import {
  attenuate,
  type Inspection,
  inspect,
  type Refusal,
  readToken,
  refuse,
  refused,
  tokenLimits,
  writeToken,
} from '@latchkey/tokens'
import { forLatchkey } from './for-latchkey.ts'
import { forPypi } from './for-pypi.ts'
import type { Narrowing } from './narrowing.ts'

export interface Narrowed {
  readonly token: Secret
  /** Unix seconds: the earliest end that stands in its text. */
  readonly expiresAt: number | undefined
  /** What its text says, for people. Read where it is shown: a helper that hands a token out shows nothing. */
  inspection(): Inspection
}

/** Asks nobody. Refused where nothing was asked for: a token that stays as it is was not meant. */
export async function narrowed(
  token: Secret,
  narrowing: Narrowing,
  terminal: Pick<Terminal, 'now' | 'readFile'>,
): Promise<Narrowed | Refusal> {
  const inspection = inspect(token.expose())
  if (refused(inspection)) return inspection
  if (inspection.issuer === 'other') return foreign
  if (inspection.token?.kind === 'refresh') return refresh
  const prefix = inspection.prefix || `${inspection.issuer}-`
  const macaroon = readToken(token.expose(), { prefix })
  if (refused(macaroon)) return macaroon
  const read = inspection.issuer === 'pypi' ? forPypi : forLatchkey
  const caveats = await read(narrowing, terminal)
  if (refused(caveats)) return caveats
  if (caveats.length === 0) return nothing
  const text = writeToken(attenuate(macaroon, ...caveats), prefix)
  if (text.length > tokenLimits.characters) return tooLong
  const ends = caveats.flatMap(caveat => (caveat.kind === 'expires' ? [caveat.expiresAt] : []))
  const all = inspection.expiresAt === undefined ? ends : [inspection.expiresAt, ...ends]
  return {
    token: new Secret(text),
    expiresAt: all.length === 0 ? undefined : Math.min(...all),
    // A text that was written here can be read here.
    inspection: () => inspect(text) as Inspection,
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
