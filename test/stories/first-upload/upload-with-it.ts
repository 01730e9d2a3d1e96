/** Chapter 4: twine with the narrowed token, and every way in which it is told no. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { digestOf } from '../../support/digest.ts'
import { latchkey } from '../../support/latchkey.ts'
import { revokeKey } from '../../support/pages.ts'
import { twineUpload, typedTwine } from '../../support/twine.ts'
import { type Steps, step } from '../story.ts'
import { keyName, type Made } from './make-a-key.ts'
import { organization, type Stage } from './stage.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

export async function* uploadWithIt(stage: Stage & Made): Steps {
  const { server, window, secrets, key, narrow, wheel, nextWheel, otherWheel } = stage
  const { origin } = server

  const uploaded = await twineUpload({ origin, organization, file: wheel, token: narrow })
  assert.equal(uploaded.status, 0, uploaded.output)
  yield step('twine uploads the wheel', {
    typed: `$ ${typedTwine({ origin, organization, file: wheel })}`,
    saw: uploaded.output,
  })

  yield await refused(
    'another wheel of the package is refused, naming the digest',
    nextWheel,
    narrow,
    new RegExp(`only a file with digest\\s+${digestOf(wheel)}`),
  )
  const another = await refused(
    'another package is refused, naming the package',
    otherWheel,
    narrow,
    /may only publish pypi:acme\/widget; it was used to publish\s+pypi:acme\/gadget/,
  )
  yield another
  const told = another.saw?.replaceAll(origin, 'http://localhost:7420') ?? ''
  assert.ok(readme.includes(told), `The README shows another refusal than this:\n${told}`)
  yield step('the README shows this refusal word for word')

  const words = ['token', 'attenuate', '--expires', '10s']
  const brief = await latchkey(words, { folder: dirname(wheel), input: key })
  assert.equal(brief.status, 0, brief.output)
  const expired = secrets.keep('the ten-second token', brief.stdout.trim())
  const alive = await fetch(`${origin}/api/v1/validate`, { headers: { authorization: `Bearer ${expired}` } })
  assert.equal(alive.status, 200, await alive.text())
  await setTimeout(10_100)
  yield await refused(
    'a token of ten seconds is refused as expired after them',
    nextWheel,
    expired,
    /This token expired at/,
  )

  await revokeKey(window.page, keyName)
  yield step('the key is revoked on the page', { saw: await window.page.getByRole('status').innerText() })
  yield await refused(
    'the token made from it is refused with it',
    wheel,
    narrow,
    /The key "release widget" was revoked/,
  )

  async function refused(promise: string, file: string, token: string, reason: RegExp) {
    const answer = await twineUpload({ origin, organization, file, token })
    assert.equal(answer.status, 1, answer.output)
    assert.match(answer.output, /403 Forbidden/)
    assert.match(answer.output, reason)
    return step(promise, { typed: `$ ${typedTwine({ origin, organization, file })}`, saw: answer.output })
  }
}
