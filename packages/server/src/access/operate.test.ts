import { expect, test } from 'vitest'
import { anonymous } from './credential.ts'
import { mayOperate } from './operate.ts'
import { sessionCredential, tokenCredential } from './testing/credentials.ts'

test('an administrator who is signed in runs the server', () => {
  expect(mayOperate(sessionCredential({ administrator: true }))).toBe(true)
})

test('nobody else does, and no token, whatever it may do and whosever it is', () => {
  for (const credential of [sessionCredential(), tokenCredential(), anonymous]) {
    expect(mayOperate(credential)).toMatchObject({ code: 'administrator_required' })
  }
})
