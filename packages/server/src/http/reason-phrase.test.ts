import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { reasonPhrase } from './reason-phrase.ts'

describe('a reason phrase', () => {
  test('keeps what ISO-8859-1 has', () => {
    expect(reasonPhrase('Größe "x" à 3 %')).toBe('Größe "x" à 3 %')
  })

  test('ends no line', () => {
    expect(reasonPhrase('one\r\nSet-Cookie: a=b\u0000')).toBe('one Set-Cookie: a=b')
  })

  test('shows straight quotes for curly ones, and ? for what it cannot show', () => {
    expect(reasonPhrase('“it’s” 木')).toBe('"it\'s" ?')
  })

  test('is never longer than 400 characters', () => {
    expect(reasonPhrase('a'.repeat(10_000))).toMatch(/^a{397}\.\.\.$/)
  })

  test('is always what RFC 9112 section 4 allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(reasonPhrase(text)).toMatch(/^[\x20-\x7e\xa0-\xff]{0,400}$/)
      }),
      propertyOptions(10_000),
    )
  })
})
