import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../../test/support/runs.ts'
import { chooseLanguage } from './choose-language.ts'

test.each([
  [null, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['DE-at, en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr, de;q=0.5, en;q=0.4', 'de'],
  ['fr, nl;q=0.5', 'en'],
  ['en;q=0.1, de;q=0.2', 'de'],
  ['en, de', 'en'],
  ['de, en', 'de'],
  ['en;q=0, de;q=0.001', 'de'],
  ['de;q=0', 'en'],
  ['*', 'en'],
  ['*;q=0.1, de;q=0.5', 'de'],
  ['de;q=2, en;q=0.1', 'en'],
  ['de;q=nonsense, en;q=0.1', 'en'],
  ['de ; q=0.9 , en ; q=0.1', 'de'],
])('a browser that asks for %j is answered in %s (RFC 9110 12.5.4)', (header, language) => {
  expect(chooseLanguage(undefined, header).language).toBe(language)
})

test('what a person chose here counts more than what their browser asks for', () => {
  expect(chooseLanguage('de', 'en').language).toBe('de')
  expect(chooseLanguage('en', 'de').language).toBe('en')
})

test('a choice that is none, and a header of any text, lead to a language that there is', () => {
  const odd = fc.string({ unit: fc.constantFrom('d', 'e', 'n', ';', 'q', '=', '0', '.', ',', '*', '-', ' ') })
  fc.assert(
    fc.property(odd, odd, (chosen, header) => {
      expect(['en', 'de']).toContain(chooseLanguage(chosen, header).language)
    }),
    propertyOptions(2000),
  )
  expect(chooseLanguage('__proto__', 'toString').language).toBe('en')
})
