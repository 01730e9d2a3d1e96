/** Whoever observes requests is told what the API decided. */
import { expect, test } from 'vitest'
import type { Notes } from '../http/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { createApiHouse } from './testing/house.ts'

const open = embeddedStores()
const describeAcme = { actions: ['describe'], targets: ['*:acme'] }

/** What is noted of one request to this path. */
async function noted(path: string, allow = describeAcme, token?: string) {
  const house = createApiHouse(await open())
  const { people } = await house.acme()
  const made = await house.keyOf(people.owner, [allow])
  const notes: Notes = {}
  const note = (more: Notes) => void Object.assign(notes, more)
  await house.call('GET', path, { token: token ?? made.token, note })
  return { notes, key: made.key.id, principal: { kind: 'account', id: people.owner.id } }
}

test('an operation that was allowed: by which key, on whose behalf, about what', async () => {
  const { notes, key, principal } = await noted('/organizations/acme/repositories/pypi/packages')
  const about = { via: 'api', action: 'describe', organization: 'acme', ecosystem: 'pypi' }
  expect(notes).toMatchObject({ ...about, key, principal, answer: 'allowed' })
  expect(notes).not.toHaveProperty('refusal')
})

test('one that was refused: why', async () => {
  const { notes, key } = await noted('/organizations/acme', { actions: ['read'], targets: ['*:acme'] })
  const about = { via: 'api', action: 'describe', organization: 'acme' }
  expect(notes).toMatchObject({ ...about, key, answer: 'refused', refusal: 'action_not_allowed' })
})

test('one that was allowed and could not be done: why, beside the decision', async () => {
  const { notes } = await noted('/organizations/acme/repositories/pypi/packages/nothing')
  expect(notes).toMatchObject({ action: 'describe', answer: 'allowed', refusal: 'unknown_package' })
})

test('a credential that is none: no key', async () => {
  const { notes } = await noted('/validate', describeAcme, 'hunter2')
  expect(notes).toMatchObject({ via: 'api', refusal: 'not_a_token' })
  expect(notes).not.toHaveProperty('key')
})
