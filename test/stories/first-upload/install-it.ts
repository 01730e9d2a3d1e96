/** Chapter 5: the index is private; pip gets in with a key that may read, and the keys page tells that it did. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { digestOf } from '../../support/digest.ts'
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

  const asked = await fetch(`${origin}/pypi/${organization}/simple/widget/`)
  assert.equal(asked.status, 401)
  yield step('the index asks who is there', { typed: `GET ${asked.url}`, saw: `401 ${asked.statusText}` })

  const without = await pipDownload(download)
  assert.equal(without.status, 1, without.output)
  assert.match(without.output, /No matching distribution found for widget/)
  yield step('pip without a key finds nothing', { typed, saw: without.output })

  const key = secrets.keep(
    'the read key',
    await makeKey(window.page, { name, may: 'Read', where: repository }),
  )
  const withKey = await pipDownload({ ...download, token: key })
  assert.equal(withKey.status, 0, withKey.output)
  assert.equal(digestOf(join(folder, basename(wheel))), digestOf(wheel))
  yield step('pip with a read key downloads the very file', { typed, saw: withKey.output })

  const used = await lastUse(window.page, name, /pip\/[\d.]+.* from (127\.0\.0\.1|::1)/)
  yield step('the keys page shows when it was last used, by what client and from where', { saw: used })
}
