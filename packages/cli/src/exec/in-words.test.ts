import { expect, test } from 'vitest'
import type { Doing } from './client.ts'
import { inWords } from './in-words.ts'
import { narrowingFor, narrowingForPypi } from './narrowing.ts'

const publishing = { actions: ['publish'], packages: ['widget'], versions: ['1.0'], files: ['/w'] } as const

/** What is said of a client that is about to do that, where tokens cannot be held to `unseen`. */
function said(doing: Doing, unseen: readonly string[] = []): string {
  const [repository, audience] = ['pypi:acme', 'https://packages.example.com']
  const narrowing = narrowingFor(doing, { repository, audience, expires: '15m', unseen })
  return inWords(
    { client: 'it', doing, narrowing, repository, expiresAt: undefined, child: { words: ['it'] } },
    0,
  )
}

test('what a token is held to is said', () => {
  expect(said(publishing)).toBe('it may publish pypi:acme/widget, this one file.')
  expect(said({ actions: ['read'], packages: [] })).toBe('it may read pypi:acme.')
})

test('what it may besides is said, too, and no file that it is not held to', () => {
  expect(said({ ...publishing, readsAll: true })).toBe('it may publish pypi:acme/widget, and read pypi:acme.')
  expect(said({ actions: ['retire', 'read'], packages: ['widget'], readsAll: true })).toBe(
    'it may retire pypi:acme/widget, and read pypi:acme.',
  )
})

test('where something in front of the registry sees no files, or no packages, that is said', () => {
  expect(said(publishing, ['digest'])).toBe('it may publish pypi:acme/widget.')
  expect(said(publishing, ['package', 'version', 'digest'])).toBe(
    'No token can be held to a package here: it may publish anything in pypi:acme.',
  )
})

test('of a token of PyPI its projects are said', () => {
  const narrowing = narrowingForPypi(publishing, '15m')
  expect(
    inWords(
      { client: 'it', doing: publishing, narrowing, expiresAt: undefined, child: { words: ['it'] } },
      0,
    ),
  ).toBe('it may publish widget.')
})
