/** Step-up cannot be gone around: not by waiting, not by saying that it was done, and not with the proof of somebody else. */
import { beforeEach, expect, test } from 'vitest'
import type { CurrentSession } from '../accounts/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import type { Form } from './form.ts'
import { routes } from './routes.ts'
import { allRows, changesBetween } from './testing/all-rows.ts'
import { furnish } from './testing/furnish.ts'
import { createPagesHouse, origin, type PagesHouse, password } from './testing/house.ts'
import { type Answer, formTokenIn, Visitor } from './testing/visitor.ts'

/** What it takes for the forms that ask only of some that send them. */
const weighty = {
  ...{ do: 'make', rows: '1', 'may-1': 'publish', 'where-1': 'pypi:acme', name: 'mine', role: 'write' },
  ...{
    visibility: 'public',
    expiry: '90',
    may: 'api:write',
    ecosystem: 'hex',
    confirm: 'guest',
    email: 'other@example.com',
  },
}

/** What somebody might believe that we read. */
const claimed = {
  ...{ proved: 'yes', step_up: 'done', stepUp: 'true', authenticated_at: '99999999999999', provedAt: '1' },
  ...{ password_again: '', code_again: '', recovery_again: '' },
}

const asForm = (fields: Readonly<Record<string, string>>): Form => ({
  text: name => fields[name] ?? '',
  exact: name => fields[name] ?? '',
  all: name => (fields[name] === undefined ? [] : [fields[name]]),
  entries: Object.entries(fields),
})

/** Whose session it is makes no form weighty. */
const somebody = { account: { email: 'owner@example.com' } } as CurrentSession

const asking = routes.filter(({ method, stepUp }) => method === 'POST' && stepUp(asForm(weighty), somebody))

const open = embeddedStores()
let house: PagesHouse

beforeEach(async () => {
  house = createPagesHouse(await open())
  await furnish(house)
  await house.person('guest')
})

async function pathOf(path: string): Promise<string> {
  const owner = await house.accounts.byUsername('owner')
  const [key] = (await house.keys.list({ kind: 'account', id: owner?.id ?? '' })).items
  return path
    .replace(':organization', 'acme')
    .replace(':ecosystem', 'pypi')
    .replace(':package', 'widget')
    .replace(':version', '1.0')
    .replace(':file', 'widget-1.0.tar.gz')
    .replace(':username', 'read')
    .replace(':key', key?.id ?? '')
    .replace(/:\w+/, 'unknown')
}

async function signedIn(username: string) {
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return { visitor, formToken: formTokenIn((await visitor.get('/')).html) ?? '' }
}

/** Sends everything that asks, as whoever may, and gives which were not asked. */
async function sendAll(more: Readonly<Record<string, string>>, isAsked: (answer: Answer) => boolean) {
  const owner = await signedIn('owner')
  const ada = await signedIn('ada')
  house.clock.advance(10 * 60_000 + 1)
  const before = await allRows(house.store)
  const notAsked: string[] = []
  for (const { path, may } of asking) {
    const { visitor, formToken } = may === 'administrator' ? ada : owner
    const answer = await visitor.post(await pathOf(path), { ...weighty, ...more }, { formToken })
    if (!isAsked(answer)) notAsked.push(`${path}: ${answer.status}`)
  }
  return { notAsked, changes: changesBetween(before, await allRows(house.store)) }
}

const isStillYou = ({ html }: Answer) => html.includes('name="password_again"')

test('ten minutes after the password was given, everything that asks does nothing, whatever the form claims', async () => {
  expect(asking.length).toBeGreaterThan(25)
  expect(await sendAll(claimed, isStillYou)).toEqual({ notAsked: [], changes: [] })
})

test('nothing is done with a wrong password, and the form asks again', async () => {
  const { notAsked, changes } = await sendAll({ ...claimed, password_again: 'not this one' }, answer =>
    [401, 429].includes(answer.status),
  )
  expect(notAsked).toEqual([])
  const others = changes.filter(row => !/^. (events|event_lists) /.test(row))
  expect(others).toEqual([])
})

test('the proof is good for ten minutes: what came after them is asked again', async () => {
  const { visitor, formToken } = await signedIn('ada')
  house.clock.advance(11 * 60_000)
  const path = '/admin/accounts/guest/disable'
  expect((await visitor.post(path, { password_again: password }, { formToken })).status).toBe(303)
  const renewed = formTokenIn((await visitor.get('/')).html) ?? ''
  expect((await visitor.post('/admin/accounts/guest/enable', {}, { formToken: renewed })).status).toBe(303)
  house.clock.advance(11 * 60_000)
  expect(isStillYou(await visitor.post(path, {}, { formToken: renewed }))).toBe(true)
})
