/** Chapter 6: what the server printed and what it stored open no door. */
import assert from 'node:assert/strict'
import { type Steps, step } from '../story.ts'
import type { Stage } from './stage.ts'

export async function* tellNothing({ server, window, secrets }: Stage): Steps {
  for (const [index, cookie] of (await window.cookies()).entries())
    secrets.keep(`cookie ${index + 1}`, cookie)
  const link = server.setUpLink()

  // The one secret that is printed is the link that opened once, for the person who typed npm start.
  assert.equal(server.output().split(link).length, 2, 'the set-up link was printed once')
  assert.deepEqual(secrets.foundIn(server.output().replace(link, '')), [])
  yield step(`none of ${secrets.size} secrets is in what the server printed`)

  assert.deepEqual(secrets.foundInFolder(server.data), [])
  yield step('none is in its database, its log or its files')

  await server.stop()
  assert.deepEqual(secrets.foundInFolder(server.data), [])
  yield step('nor in what it left behind when it was stopped')
}
