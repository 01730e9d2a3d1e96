/** Chapter 3: a key that publishes one package, made on a page; narrowed offline for one wheel. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { makeWheel } from '../../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { digestOf } from '../../support/digest.ts'
import { latchkey } from '../../support/latchkey.ts'
import { makeKey } from '../../support/pages.ts'
import { type Steps, step } from '../story.ts'
import { repository, type Stage, widget } from './stage.ts'

export interface Made {
  /** The key as it was shown once. */
  readonly key: string
  /** Made from it: fifteen minutes, one wheel. */
  readonly narrow: string
  readonly wheel: string
  /** Another version of the same package. */
  readonly nextWheel: string
  /** Another package. */
  readonly otherWheel: string
}

export const keyName = 'release widget'

export async function* makeAKey({ window, secrets, folder }: Stage & { folder: string }): Steps<Made> {
  const key = secrets.keep(
    'the key',
    await makeKey(window.page, { name: keyName, may: 'Publish', where: repository, package: 'widget' }),
  )
  writeFileSync(join(folder, 'key.txt'), key)
  yield step(`a key that publishes ${widget} only, made on the page`, {
    saw: await window.page.getByText('This key may').innerText(),
  })

  const [wheel, nextWheel, otherWheel] = [
    makeWheel(folder, { name: 'widget', version: '1.0.0' }),
    makeWheel(folder, { name: 'widget', version: '1.0.1' }),
    makeWheel(folder, { name: 'gadget', version: '1.0.0' }),
  ]
  const words = ['token', 'attenuate', '--expires', '15m', '--file', basename(wheel)]
  const attenuated = await latchkey(words, { folder, input: key })
  assert.equal(attenuated.status, 0, attenuated.output)
  const narrow = secrets.keep('the narrowed token', attenuated.stdout.trim())
  assert.notEqual(narrow, key)
  writeFileSync(join(folder, 'narrow.txt'), narrow)
  yield step('narrowed offline, to fifteen minutes and one wheel', {
    typed: `$ npx latchkey ${words.join(' ')} < key.txt > narrow.txt`,
  })

  const inspected = await latchkey(['token', 'inspect'], { folder, input: narrow })
  assert.equal(inspected.status, 0, inspected.output)
  assert.ok(inspected.output.includes(digestOf(wheel)), inspected.output)
  assert.match(inspected.output, /until .*Z/)
  assert.match(inspected.output, /in 1[45] minutes/)
  yield step('what it is now, told offline', {
    typed: '$ npx latchkey token inspect < narrow.txt',
    saw: inspected.stdout,
  })
  return { key, narrow, wheel, nextWheel, otherWheel }
}
