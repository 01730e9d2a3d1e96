/** What the page tells of a token that was pasted into it. */
import {
  attenuate,
  type Caveat,
  type Macaroon,
  mintMacaroon,
  parseTarget,
  writeCaveat,
  writeToken,
} from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { granted } from '../../credentials/testing/small-house.ts'
import { german } from '../catalogue/de/index.ts'
import { english } from '../catalogue/en/index.ts'
import { type Told, tell } from './tell.ts'

const noon = Date.UTC(2027, 0, 15, 12)
const id = 'AAAAAAAAAAAAAAAAAAAAAA'
const encode = (text: string) => new TextEncoder().encode(text)

function minted(identifier: string, ...caveats: readonly Caveat[]): string {
  const macaroon = mintMacaroon({
    rootKey: new Uint8Array(32),
    identifier: encode(identifier),
    location: 'packages.example.com',
  })
  return writeToken(caveats.reduce<Macaroon>((made, caveat) => granted(attenuate(made, caveat)), macaroon))
}

function told(text: string, words = english): Told {
  const outcome = tell(text, words, noon)
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome
}

const target = granted(parseTarget('pypi:acme/widget'))
const publishes: Caveat = { kind: 'allow', rows: [{ actions: ['publish'], targets: [target] }] }
const inTwoHours: Caveat = { kind: 'expires', expiresAt: noon / 1000 + 7200, notBefore: 0 }

test('a narrowed key is told by its kind, id, master key, origin, restrictions, time left and size', () => {
  const text = minted(`1.m1.k${id}`, publishes, inTwoHours)
  const { kind, lines, expiry, size, ...rest } = told(`  ${text}\n`)
  expect([kind, rest.idLabel, rest.id, rest.masterKey, rest.from]).toEqual([
    ...['A key', 'Key', id, 'm1', 'packages.example.com'],
  ])
  expect(lines.map(line => line.text)).toEqual(['Publish pypi:acme/widget', 'Until 2027-01-15T14:00:00Z'])
  expect(expiry).toMatch(/^in 2 hours \(15 January 2027 at 14:00 UTC\)$/)
  expect(size).toBe(`${text.length} characters`)
})

test('it is told in German too, in the words of the key pages', () => {
  const { kind, lines, expiry } = told(minted(`1.m1.k${id}`, publishes, inTwoHours), german)
  expect(kind).toBe('Ein Schlüssel')
  expect(lines[0]?.text).toBe('pypi:acme/widget veröffentlichen')
  expect(expiry).toMatch(/^in 2 Stunden \(15\. Januar 2027 um /)
})

test('one whose time is over says so, and since when', () => {
  const { over, expiry } = told(minted(`1.m1.k${id}`, { ...inTwoHours, expiresAt: noon / 1000 - 86_400 }))
  expect(over).toBe(true)
  expect(expiry).toMatch(/^expired yesterday/)
})

test.each([
  [`1.m1.k${id}`, 'A key keeps that at its server'],
  [`1.m1.l${id}.0`, 'A login keeps that at its server'],
  [`1.m1.r${id}.0`, 'Nothing but to fetch the next access token.'],
  ['somebody else’s', 'Its text restricts nothing.'],
])('of a text that does not say what it may do, %s, it is said where that is written', (identifier, said) => {
  expect(
    told(minted(identifier))
      .lines.map(line => line.text)
      .join(),
  ).toContain(said)
})

test('that the server may hold more and that no signature was checked is said of each of ours', () => {
  for (const kind of [`k${id}`, `l${id}.0`, `r${id}.0`]) {
    const [caution, next] = told(minted(`1.m1.${kind}`)).cautions
    expect(caution).toContain('Its server may hold more')
    expect(caution).toContain('nobody can tell whether the signature holds')
    expect(next).toContain('latchkey whoami')
  }
})

test('a restriction that cannot be read is shown as it stands, in no language, with what it means', () => {
  const macaroon = mintMacaroon({
    ...{ rootKey: new Uint8Array(32), identifier: encode(`1.m1.k${id}`), location: '' },
    caveats: [writeCaveat(publishes), encode('["moon-phase","<b>full</b>"]')],
  })
  const { lines } = told(writeToken(macaroon), german)
  expect(lines.map(({ english: isEnglish }) => isEnglish)).toEqual([false, true, false])
  expect(lines[1]?.text).toContain('<b>full</b>')
  expect(lines[2]?.text).toContain('verbietet')
})

describe('what is no token', () => {
  const whole = minted(`1.m1.k${id}`)
  test.each([
    ['its end missing', whole.slice(0, -8), 'cut off'],
    ['a character that does not belong', `${whole.slice(0, 30)}!${whole.slice(31)}`, 'does not belong'],
    ['a password', 'correct horse battery staple', 'Nothing can be read from this text'],
    ['too long', `latchkey-Ag${'A'.repeat(9000)}`, 'longer than a token may be'],
  ])('%s is said to be so, in both languages', (_what, text, said) => {
    expect(tell(text, english, noon)).toContain(said)
    expect(tell(text, german, noon)).not.toContain(said)
    expect(tell(text, german, noon)).toEqual(expect.any(String))
  })
})
