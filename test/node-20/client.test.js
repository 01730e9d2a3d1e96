/** `@latchkey/client` as published, on the oldest Node it promises. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentToken } from '@latchkey/client'

test('the token in the environment is found, and an empty one is none', () => {
  assert.equal(environmentToken({ LATCHKEY_TOKEN: 'open sesame' })?.token.expose(), 'open sesame')
  assert.equal(environmentToken({ LATCHKEY_TOKEN: '' }), undefined)
})
