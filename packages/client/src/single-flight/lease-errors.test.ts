import { expect, test } from 'vitest'
import { busy } from './lease-errors.ts'

const since = Date.parse('2026-11-22T12:00:00Z')

test.for([
  [{}, 'Another process is at work on "login".', 'Try again in a moment.'],
  [
    { since },
    'Another process is at work on "login" since 2026-11-22T12:00:00.000Z.',
    'Try again in a moment.',
  ],
  [
    ...[{ pid: 7 }, 'Process 7 is at work on "login".'],
    'Try again in a moment, or end process 7 if it hangs.',
  ],
  [
    { pid: 7, host: 'build-3', since },
    'Process 7 on build-3 is at work on "login" since 2026-11-22T12:00:00.000Z.',
    'Try again in a moment, or end process 7 if it hangs.',
  ],
] as const)('who has it is told as far as that is known: %j', ([holder, message, next]) => {
  expect(busy('login', holder)).toMatchObject({ code: 'busy', message, next })
})
