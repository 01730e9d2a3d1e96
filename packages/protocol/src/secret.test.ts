import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './index.ts'

test('no way of printing a secret shows it', () => {
  const secret = new Secret('hunter2')
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
  ]
  expect(printed.join()).not.toContain('hunter2')
  expect(secret.expose()).toBe('hunter2')
})

test('the secret of another copy of this package is one, and nothing else is', async () => {
  const copy: typeof import('./secret.ts') = await import(`${'./secret.ts'}?copy`)
  expect(copy.Secret).not.toBe(Secret)
  expect(new copy.Secret('hunter2')).toBeInstanceOf(Secret)
  for (const other of ['hunter2', null, undefined, {}, { expose: () => 'hunter2' }, new Map()])
    expect(other instanceof Secret).toBe(false)
})
