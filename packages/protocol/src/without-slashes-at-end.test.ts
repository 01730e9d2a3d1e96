import { expect, test } from 'vitest'
import { withoutSlashesAtEnd } from './index.ts'

test.each([
  ['https://packages.example.com/', 'https://packages.example.com'],
  ['/pypi/acme//', '/pypi/acme'],
  ['//pypi', '//pypi'],
  ['///', ''],
  ['', ''],
])('%j is %j', (text, without) => {
  expect(withoutSlashesAtEnd(text)).toBe(without)
})
