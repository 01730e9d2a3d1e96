/** `@latchkey/client` as published, on the oldest Node it promises. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

test('the client loads', async () => {
  assert.equal(typeof (await import('@latchkey/client')), 'object')
})
