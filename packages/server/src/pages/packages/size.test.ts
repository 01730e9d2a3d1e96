import { expect, test } from 'vitest'
import { english } from '../catalogue/en/index.ts'
import { sizeInWords } from './size.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [946, '946 bytes'],
  [8_192, '8.2 kB'],
  [12_345_678, '12.3 MB'],
  [3_000_000_000_000, '3,000 GB'],
])('%d is %s', (bytes, words) => {
  expect(sizeInWords(english, bytes)).toBe(words)
})
