/** Chapter 4: the index is private; pip gets in with a key that may read, and the keys page tells that it did. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lastUse, makeKey } from '../../support/pages.ts'
import { pipDownload, typedPip } from '../../support/pip.ts'
import { type Steps, step } from '../story.ts'
import { organization, repository, type Stage } from './stage.ts'

const name = 'install widget'

export async function* installIt(stage: Stage & { folder: string; wheel: string }): Steps {
  const { server, window, secrets, wheel } = stage
  const { origin } = server
  const folder = join(stage.folder, 'downloaded')
  mkdirSync(folder)
  const download = { origin, organization, package: 'widget', folder }
  const typed = `$ ${typedPip(download)}`

  const without = await pipDownload(download)
  assert.notEqual(without.status, 0, without.output)
  yield step('pip without a key finds nothing', { typed, saw: without.output })

  const key = secrets.keep(
    'the read key',
    await makeKey(window.page, { name, may: 'Read', where: repository }),
  )
  const withKey = await pipDownload({ ...download, token: key })
  assert.equal(withKey.status, 0, withKey.output)
  assert.equal(digest(join(folder, basename(wheel))), digest(wheel))
  yield step('pip with a read key downloads the very file', { typed, saw: withKey.output })

  // Uses are written down once a second, so that they are never in the way.
  await setTimeout(1_500)
  const used = await lastUse(window.page, name)
  assert.match(used, /pip\/[\d.]+.* from (127\.0\.0\.1|::1)/)
  yield step('the keys page shows when it was last used, by what client and from where', { saw: used })
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
