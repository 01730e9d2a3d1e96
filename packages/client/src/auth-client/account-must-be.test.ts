import { expect, test } from 'vitest'
import { authError } from '../errors.ts'
import type { Status } from '../status/index.ts'
import { accountMustBe } from './account-must-be.ts'
import { aLatchkey, aLogin } from './testing/call-house.ts'

const status = (name?: string): Status => ({
  ...{ authenticated: true, registry: aLatchkey.origin, source: 'login', organizations: [] },
  ...(name !== undefined && { identity: { kind: 'account' as const, id: '1', name } }),
})
const letInBy = (answer: Awaited<ReturnType<Parameters<typeof accountMustBe>[2]>>) =>
  accountMustBe('ada', aLatchkey, async () => answer)(aLogin)

test('a login is let in by the account that was meant', async () => {
  expect(await letInBy(status('ada'))).toBeUndefined()
})

test('another, or one that the registry does not name, is the wrong one', async () => {
  expect(await letInBy(status('bob'))).toMatchObject({
    code: 'wrong_account',
    message: expect.stringContaining('was let in by bob, and not by ada'),
  })
  expect(await letInBy(status())).toMatchObject({
    code: 'wrong_account',
    message: expect.stringContaining('nobody who could be told'),
  })
})

test('that it cannot be asked is no answer', async () => {
  const offline = authError('offline', 'No.', 'Wait.')
  expect(await letInBy(offline)).toBe(offline)
})
