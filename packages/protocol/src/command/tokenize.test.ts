import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { flag, text, texts } from './index.ts'
import { type Token, tokenize } from './tokenize.ts'

const options = { quickly: flag(''), to: text('PLACE', ''), topping: texts('FRUIT', '') }

const word = fc.oneof(
  fc.constantFrom('--', '-', '', '--quickly', '--to', '--topping', '--to=', '--quickly=no', '--constructor'),
  fc.stringMatching(/^(--)?(to|quickly)?[=-]?[a-z=-]{0,3}$/),
)

test('words are taken apart as Node takes them apart', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), words => {
      // `-abc` are three options to Node, and `--=a` one with an odd name: here there are no such options.
      fc.pre(!words.some(each => /^-([^-].|-=)/.test(each)))
      const { tokens } = parseArgs({
        ...{ args: [...words], strict: false, tokens: true },
        options: { quickly: { type: 'boolean' }, to: { type: 'string' }, topping: { type: 'string' } },
      })
      const expected = tokens.flatMap((token): readonly Token[] => {
        if (token.kind === 'positional') return [{ kind: 'operand', value: token.value }]
        if (token.kind === 'option-terminator') return []
        const { rawName: typed, value, inlineValue: inline = false } = token
        return [{ kind: 'option', typed, inline, ...(value !== undefined && { value }) }]
      })
      expect(tokenize(options, words)).toEqual(expected)
    }),
    propertyOptions(2_000),
  )
})

test('letters behind one hyphen are no options, and may be a secret', () => {
  expect(tokenize(options, ['-pS3cret'])).toEqual([{ kind: 'option', typed: '-p', inline: false }])
})
