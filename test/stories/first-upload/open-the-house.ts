/** Chapter 1: the set-up link is opened in a browser, once, and the first organization is made. */
import assert from 'node:assert/strict'
import { createOrganization, createRepository, setUp } from '../../support/pages.ts'
import { type Steps, step } from '../story.ts'
import { organization, type Stage } from './stage.ts'

export async function* openTheHouse({ server, window, secrets }: Stage): Steps {
  const { page } = window
  const link = server.setUpLink()
  secrets.keep('the set-up link', link.slice(link.lastIndexOf('/') + 1))
  const password = secrets.keep("the administrator's password", 'a quiet harbour at dawn')

  await setUp(page, link, { username: 'ada', email: 'ada@example.com', password })
  yield step('the administrator signs up through it, in a browser')

  const again = await fetch(link)
  assert.ok(again.status >= 400, `the set-up link opened a second time: ${again.status}`)
  yield step('the link opens no second time', { saw: `${again.status} ${again.statusText}` })

  await createOrganization(page, { name: organization, displayName: 'Acme' })
  yield step('they create an organization', { saw: page.url() })

  await createRepository(page, { organization, ecosystem: 'pypi', visibility: 'Private' })
  yield step('and a private repository', { saw: page.url() })
}
