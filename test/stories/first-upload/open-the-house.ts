/** Chapter 1: the set-up link is opened in a browser, once, and the first organization is made. */
import assert from 'node:assert/strict'
import { createOrganization, createRepository, setUp } from '../../support/pages.ts'
import { type Steps, step } from '../story.ts'
import { organization, repository, type Stage } from './stage.ts'

export async function* openTheHouse({ server, window, secrets }: Stage): Steps {
  const { page } = window
  const link = server.setUpLink()
  secrets.keep('the set-up link', new URL(link).pathname.replace('/set-up/', ''))
  const password = secrets.keep("the administrator's password", 'a quiet harbour at dawn')

  await setUp(page, link, { username: 'ada', email: 'ada@example.com', password })
  yield step('the administrator signs up through it, in a browser', {
    typed: page.url(),
    saw: await page.title(),
  })

  const again = await fetch(link)
  assert.ok(again.status >= 400, `the set-up link opened a second time: ${again.status}`)
  yield step('the link opens once', { typed: 'the link again', saw: `${again.status}` })

  await createOrganization(page, server.origin, { name: organization, displayName: 'Acme' })
  yield step('they make an organization', { typed: page.url(), saw: await page.title() })

  await createRepository(page, server.origin, { organization, ecosystem: 'pypi', visibility: 'private' })
  yield step('and a private repository', { typed: page.url(), saw: repository })
}
