import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../../../../test/support/processor-time.ts'
import { propertyOptions } from '../../../../../../../test/support/runs.ts'
import { readTerms, type TextTerm, Tuple } from './index.ts'

const pair = (...elements: TextTerm[]) => new Tuple(elements)

describe('terms as text', () => {
  test.each<readonly [string, readonly TextTerm[]]>([
    ['', []],
    ['<<"widget">>.', ['widget']],
    [
      '{<<"name">>,<<"widget">>}.\n{<<"optional">>, false}.\n',
      [pair('name', 'widget'), pair('optional', false)],
    ],
    ['[].\n{}.\n<<>>.', [[], pair(), '']],
    ['[true, nil, undefined, 12, -3].', [[true, null, null, 12, -3]]],
    ['<<"Größe"/utf8>>.', ['Größe']],
    ['<<195,164>>.', ['ä']],
    ['<<"a",10,"b"/utf8>>.', ['a\nb']],
    ['<<"quo\\"te \\\\ \\n\\t\\101\\0">>.', ['quo"te \\ \n\tA\0']],
    ['"ab".', [[97, 98]]],
    ['[{<<"a">>,[{<<"b">>,[]}]}].', [[pair('a', [pair('b', [])])]]],
    ['<<"a.b, {c} % d">>.', ['a.b, {c} % d']],
  ])('%j is read', (text, terms) => expect(readTerms(text)).toEqual(terms))

  test.each([
    ['no full stop', '<<"a">>'],
    ['no end of a string', '<<"a'],
    ['no end of a list', '[<<"a">>'],
    ['an unknown atom', '{<<"a">>, evil}.'],
    ['a quoted atom', '{<<"a">>, \'true\'}.'],
    ['a variable', '{<<"a">>, X}.'],
    ['a map', '#{<<"a">> => 1}.'],
    ['a fraction', '{<<"a">>, 1.5}.'],
    ['a number with a base', '16#ff.'],
    ['a number that is too long', '1234567890123456.'],
    ['a fun', 'fun() -> ok end.'],
    ['a comment', '% hello\n<<"a">>.'],
    ['a list with another tail', '[<<"a">>|<<"b">>].'],
    ['a comma too many', '[<<"a">>,].'],
    ['two terms without a comma', '[<<"a">> <<"b">>].'],
    ['a byte that is none', '<<256>>.'],
    ['bytes that are no UTF-8', '<<255,254>>.'],
    ['a character of Latin-1 that is no UTF-8', '<<"ä">>.'],
    ['a character of several bytes without a type', '<<"€">>.'],
    ['an unknown type', '<<"a"/utf16>>.'],
    ['a size', '<<1:16>>.'],
    ['an unknown escape', '<<"\\x{41}">>.'],
    ['a single bracket', '<"a">.'],
  ])('%s is refused', (_, text) => expect(readTerms(text)).toMatchObject({ code: 'metadata_malformed' }))

  test('what is wrong is said with its line', () => {
    expect(readTerms('<<"a\nb">>.\n{<<"a">>,\n evil}.')).toMatchObject({
      message: 'metadata.config cannot be read: line 4: the atom "evil" is unknown.',
    })
  })

  test('lists lie sixteen deep in each other', () => {
    expect(refused(readTerms(`${'['.repeat(17)}${']'.repeat(17)}.`))).toBe(false)
  })

  test('what lies too deep is refused and takes no time', () => {
    expect(readTerms(`${'['.repeat(18)}${']'.repeat(18)}.`)).toMatchObject({ code: 'metadata_malformed' })
    expect(readTerms('['.repeat(1_000_000))).toMatchObject({ code: 'metadata_malformed' })
  })

  test.each([
    ['terms', `[${'1,'.repeat(60_000)}1].`],
    ['bytes', `<<${'1,'.repeat(60_000)}1>>.`],
    ['characters of a string', `"${'a'.repeat(60_000)}". 1.`],
  ])('too many %s are refused', (_, text) =>
    expect(readTerms(text)).toMatchObject({ code: 'metadata_malformed' }),
  )

  test.each([
    ['a long text', `<<"${'a'.repeat(2_000_000)}">>.`],
    ['a text of backslashes', `<<"${'\\\\'.repeat(1_000_000)}">>.`],
    ['much space', `${' \n'.repeat(1_000_000)}<<"a">>.`],
    ['a long word', `${'a'.repeat(2_000_000)}.`],
    ['many digits', `${'1'.repeat(2_000_000)}.`],
  ])('%s takes time that grows with its length', (_, text) => {
    expect(processorTimeOf(() => readTerms(text))).toBeLessThan(2000)
  })

  test('any text is read or refused, and what is read is made of terms', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '[', ']', '<<', '>>', ',', '.', '"', '/utf8', 'true', '1', '\\', ' '),
      fc.string({ maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const read = readTerms(pieces.join(''))
        expect(refused(read) || Array.isArray(read)).toBe(true)
      }),
      propertyOptions(20_000),
    )
  })

  test('whatever text is written as a binary comes back as it was', () => {
    const written = (text: string) => `<<"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"/utf8>>.`
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(readTerms(written(text))).toEqual([text])
      }),
      propertyOptions(2000),
    )
  })
})
