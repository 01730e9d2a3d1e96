import { expect, test } from 'vitest'
import { outcome, upload } from '../testing/accesses.ts'
import { requestAccount } from './request-account.ts'

const caveat = { kind: 'request-account', account: 'alice' } as const

test('the account that the token belongs to clears', () => {
  expect(outcome(requestAccount.clears(caveat, upload))).toBe('clears')
})

test.for([
  { kind: 'account', id: 'bob' },
  { kind: 'organization', id: 'alice' },
  { kind: 'nobody' },
] as const)('$kind $id is refused where account alice is required', principal => {
  expect(outcome(requestAccount.clears(caveat, { ...upload, principal }))).toBe('account_not_allowed')
})
