/** Chapter 2: a person logs in at a terminal, and their client gets a token for what it is about to do. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWheel } from '../../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { letDeviceIn } from '../../support/pages.ts'
import { openTerminal } from '../../support/terminal.ts'
import { type Steps, step } from '../story.ts'
import type { Stage } from './stage.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

export async function* logIn({
  server,
  window,
  secrets,
  folder,
}: Stage & { readonly folder: string }): Steps {
  const home = join(folder, 'person')
  mkdirSync(join(home, 'dist'), { recursive: true })
  makeWheel(join(home, 'dist'), { name: 'gizmo', version: '1.0.0' })
  using terminal = await openTerminal(home)

  const login = `latchkey login ${server.origin}`
  terminal.type(login)
  const [, link = ''] = await terminal.shows(/(http:\S+\/device\S*)/)
  const [, userCode = ''] = await terminal.shows(/this code: (\S+)/)
  await letDeviceIn(window.page, { link, userCode })
  const loggedIn = await terminal.ended()
  assert.equal(loggedIn.status, 0, loggedIn.screen)
  yield step('a person logs in by a page and a code that the terminal shows', {
    typed: `$ npx ${login}`,
    saw: loggedIn.screen,
  })

  const kept = readFileSync(join(home, '.config/latchkey/credentials.json'), 'utf8')
  const [refreshToken = '', ...others] = new Set(kept.match(/latchkey-[\w-]{60,}/g))
  for (const [index, token] of [refreshToken, ...others].entries())
    secrets.keep(`token ${index + 1} of the login`, token)
  assert.deepEqual(secrets.foundIn(loggedIn.screen), [])

  const upload = 'latchkey exec -- twine upload dist/*'
  const uploaded = await terminal.run(`TWINE_NON_INTERACTIVE=1 ${upload} --disable-progress-bar`)
  assert.equal(uploaded.status, 0, uploaded.screen)
  assert.deepEqual(secrets.foundIn(uploaded.screen), [])
  yield step('twine uploads with a token that can send this one file', {
    typed: `$ npx ${upload}`,
    saw: uploaded.screen,
  })
  const [said = ''] = /^latchkey: twine may .*$/m.exec(uploaded.screen) ?? []
  assert.ok(said !== '' && readme.includes(said), `The README shows another sentence than this:\n${said}`)
  yield step('the README shows that sentence word for word')
}
