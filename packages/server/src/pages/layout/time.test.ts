import { expect, test } from 'vitest'
import { german } from '../catalogue/de/index.ts'
import { english } from '../catalogue/en/index.ts'
import { fromNow, onDay } from './time.ts'

const now = Date.UTC(2026, 0, 1, 12)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const words = (markup: unknown) => String(markup).replace(/<[^>]+>/g, '')

test.each([
  [now - 30_000, 'just now'],
  [now - 3 * minute, '3 minutes ago'],
  [now + 5 * hour, 'in 5 hours'],
  [now - day, 'yesterday'],
  [now + 89.9 * day, 'in 89 days'],
  [now + 200 * day, 'in 6 months'],
  [now + 800 * day, 'in 2 years'],
])('%d is told by its distance: %s', (instant, said) => {
  expect(words(fromNow(english, instant, now))).toBe(said)
})

test('the exact instant stands in the element, for machines and for who hovers', () => {
  expect(String(onDay(english, now))).toBe(
    '<time datetime="2026-01-01T12:00:00.000Z" title="1 January 2026 at 12:00 UTC">1 January 2026</time>',
  )
})

test.each([
  [now - 30_000, 'gerade eben'],
  [now - 3 * hour, 'vor 3 Stunden'],
  [now + 89.9 * day, 'in 89 Tagen'],
])('%d is told in German too: %s', (instant, said) => {
  expect(words(fromNow(german, instant, now))).toBe(said)
  expect(words(onDay(german, now))).toBe('1. Januar 2026')
})
