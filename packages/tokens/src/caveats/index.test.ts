import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { refused } from '../refusal.ts'
import { caveatList } from './define-caveat.ts'
import { expires } from './expires.ts'
import { caveats, describeCaveat, readCaveat, readCaveats, writeCaveat, writeCaveats } from './index.ts'
import { version } from './version.ts'

interface Vectors {
  readonly vectors: readonly {
    readonly tag: string | number
    readonly reads: readonly { readonly text: string; readonly words: string }[]
    readonly refuses: readonly string[]
  }[]
  readonly refusesWhateverTheTag: readonly string[]
}

const { vectors, refusesWhateverTheTag }: Vectors = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
)
const bytes = (text: string) => new TextEncoder().encode(text)

test('the tags of version 1 are these, in this order, for ever', () => {
  expect(caveats.map(({ tag }) => tag).slice(0, 10)).toEqual([
    0,
    1,
    2,
    3,
    4,
    'allow',
    'version',
    'digest',
    'audience',
    'network',
  ])
})

test('every caveat has a file, a test beside it and an entry in vectors.json, in the order of the list', () => {
  expect(vectors.map(({ tag }) => tag)).toEqual(caveats.map(({ tag }) => tag))
  for (const { kind } of caveats) {
    expect(existsSync(new URL(`${kind}.ts`, import.meta.url)), `${kind}.ts`).toBe(true)
    expect(existsSync(new URL(`${kind}.test.ts`, import.meta.url)), `${kind}.test.ts`).toBe(true)
  }
})

describe.for(vectors)('caveat $tag', ({ tag, reads, refuses }) => {
  test.for(reads)('$text is read: $words', ({ text, words }) => {
    const caveat = readCaveat(bytes(text))
    if (refused(caveat)) throw new Error(caveat.message)
    expect(describeCaveat(caveat)).toBe(words)
    expect(JSON.parse(new TextDecoder().decode(writeCaveat(caveat)))[0]).toBe(tag)
    expect(readCaveat(writeCaveat(caveat))).toEqual(caveat)
  })

  test.for(refuses)('%s refuses', text => {
    expect(refused(readCaveat(bytes(text)))).toBe(true)
  })
})

test.for(refusesWhateverTheTag)('%j refuses', text => {
  expect(refused(readCaveat(bytes(text)))).toBe(true)
})

test.for([
  ['a byte that is no UTF-8', [0x5b, 0x30, 0xff, 0x5d]],
  ['an over-long sequence', [0x5b, 0x22, 0xc1, 0xa1, 0x22, 0x5d]],
  ['an encoded surrogate', [0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d]],
] as const)('%s refuses as not UTF-8', ([, octets]) => {
  expect(readCaveat(new Uint8Array(octets))).toMatchObject({ message: expect.stringContaining('not UTF-8') })
})

test('4096 bytes are read and 4097 refuse', () => {
  const padded = (length: number) => bytes('[0,50,10]'.padEnd(length))
  expect(readCaveat(padded(4096))).toMatchObject({ kind: 'expires' })
  expect(readCaveat(padded(4097))).toMatchObject({
    message: expect.stringContaining('longer than 4096 bytes'),
  })
})

test('arrays nested as deep as a caveat has room refuse', () => {
  expect(readCaveat(bytes('['.repeat(2048) + ']'.repeat(2048)))).toMatchObject({ code: 'caveat_malformed' })
})

test('what no token could ever be cleared with is not written', () => {
  expect(() => writeCaveat({ kind: 'version', versions: [] })).toThrow(TypeError)
  expect(() => writeCaveat({ kind: 'expires', expiresAt: 1.5, notBefore: 0 })).toThrow(TypeError)
  expect(() => writeCaveat({ kind: 'version', versions: ['a b'] })).toThrow(
    'A restriction cannot be read: the field versions of version is wrong.',
  )
  expect(() => writeCaveat({ kind: 'tomorrow' } as never)).toThrow('There is no caveat of kind "tomorrow".')
  expect(() => writeCaveats([{ kind: 'audience', origins: ['https://a.example/'] }])).toThrow(TypeError)
})

test('caveats are stored in a row as one array, and a row is read as strictly as a token', () => {
  const texts = vectors.flatMap(({ reads }) => reads.map(({ text }) => text))
  const read = readCaveats(`[${texts.join()}]`)
  if (refused(read)) throw new Error(read.message)
  expect(read).toEqual(texts.map(text => readCaveat(bytes(text))))
  expect(readCaveats(writeCaveats(read))).toEqual(read)
  expect(readCaveats(JSON.parse(writeCaveats(read)))).toEqual(read)
})

test.for(['', '[[0,50]]', '[0,50,10]', '[[0,50.0,10]]', '[["tomorrow"]]', '{}', 'null'])(
  'the row %j refuses',
  row => {
    expect(refused(readCaveats(row))).toBe(true)
  },
)

test('a row that is no array of arrays is told so', () => {
  const malformed = {
    code: 'caveat_malformed',
    message: 'A restriction cannot be read: it is not an array.',
  }
  expect(readCaveats({ 0: [0, 50, 10] })).toMatchObject(malformed)
  expect(readCaveats(['[0,50,10]'])).toMatchObject(malformed)
})

test('a tag or kind used twice does not compile', () => {
  // @ts-expect-error tag 0 is already taken
  caveatList([expires, { ...version, tag: 0 }])
  // @ts-expect-error kind expires is already taken
  caveatList([expires, { ...version, kind: 'expires' }])
  caveatList([expires, version])
})
