/** `@latchkey/protocol` as published, on the oldest Node it promises. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { roleWithin, Secret } from '@latchkey/protocol'

test('a secret never prints itself', () => {
  const secret = new Secret('open sesame')
  assert.doesNotMatch(`${secret} ${JSON.stringify({ secret })} ${inspect(secret)}`, /sesame/)
  assert.equal(secret.expose(), 'open sesame')
})

test('a writer is no more than an owner', () => {
  assert.ok(roleWithin('write', 'owner'))
  assert.ok(!roleWithin('owner', 'write'))
})
