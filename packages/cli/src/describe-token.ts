/** What a token says of itself, for people and for programs. */
import { type Inspection, writeCaveat } from '@latchkey/tokens'
import { instant, moment } from './from-now.ts'

const issuers = { latchkey: 'Latchkey', pypi: 'PyPI', other: 'not known here' } as const
const kinds = { key: 'a key', login: 'an access token of a login', refresh: 'a refresh token' } as const

/** A screenful for people. `now`: milliseconds. */
export function tokenInWords(inspection: Inspection, now: number): string {
  const { issuer, token, location, identifier, restrictions, caution, next } = inspection
  const end = endOf(inspection)
  return [
    `Issuer:      ${issuers[issuer]}${token === undefined ? '' : `, ${kinds[token.kind]}`}`,
    `Issued at:   ${location === '' ? 'not said' : location} (a hint, which is not signed)`,
    `Identifier:  ${identifier}`,
    `Expires:     ${end === undefined ? 'not said' : moment(end, now)}`,
    'Restrictions:',
    ...(restrictions.length === 0 ? ['  none in its text'] : restrictions.map(({ words }) => `  ${words}`)),
    '',
    caution,
    next,
  ].join('\n')
}

/** The same for programs: caveats as they stand on the wire. */
export function tokenAsData(inspection: Inspection): object {
  const { understood, caution, next, ...said } = inspection
  const restrictions = inspection.restrictions.map(({ words, caveat }) => ({
    words,
    caveat: caveat === undefined ? null : JSON.parse(new TextDecoder().decode(writeCaveat(caveat))),
  }))
  return { ...said, restrictions, expiresAt: instant(endOf(inspection)), understood, caution, next }
}

function endOf({ expiresAt }: Inspection): number | undefined {
  return expiresAt === undefined ? undefined : expiresAt * 1000
}
