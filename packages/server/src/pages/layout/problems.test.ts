import { refuse } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { refuseForNow } from '../../limits/index.ts'
import { german } from '../catalogue/de/index.ts'
import { english } from '../catalogue/en/index.ts'
import { inWords, problemsOf } from './problems.ts'

const taken = refuse('name_taken', 'The name ada is taken.', 'Choose another name.')
const unheardOf = refuse('unheard_of', 'Nobody <heard> of it.', 'Ask again.')

test('a refusal is said with its own sentences in English, with those of the catalogue in German', () => {
  expect(String(inWords(english, taken))).toBe('The name ada is taken. Choose another name.')
  expect(String(inWords(german, taken))).toBe('Dieser Name ist vergeben. Wähl einen anderen Namen.')
})

test('one that the catalogue does not know is said in English, and marked so (WCAG 2.2, 3.1.2)', () => {
  expect(String(inWords(german, unheardOf))).toBe(
    '<span lang="en">Nobody &lt;heard&gt; of it.</span> <span lang="en">Ask again.</span>',
  )
})

test.each([
  [20, 'Try again in 1 minute.', 'Versuch es in 1 Minute noch einmal.'],
  [3600, 'Try again in 1 hour.', 'Versuch es in 1 Stunde noch einmal.'],
])(
  'one that passes by itself in %s seconds says when, and is never early',
  (seconds, inEnglish, inGerman) => {
    const refusal = refuseForNow('too_many_attempts', 'Too many.', seconds)
    expect(String(inWords(english, refusal))).toBe(`Too many. ${inEnglish}`)
    expect(String(inWords(german, refusal))).toContain(inGerman)
  },
)

test('a problem stands at the field that it is about, else above the form', () => {
  expect(Object.keys(problemsOf(english, taken, { name_taken: 'name' }))).toEqual(['name'])
  expect(Object.keys(problemsOf(english, unheardOf, { name_taken: 'name' }))).toEqual(['form'])
})
